//! Puts ES modules that import each other into one script: a page that allows scripts only by their hashes cannot import.
//! Knows the forms that this project, wasm-bindgen and the splitter write, and refuses others.

use std::collections::BTreeMap;

use crate::process::Failure;

/// A module taken apart.
struct Module {
    /// Its text without imports and exports.
    body: String,
    imports: Vec<Import>,
    /// Exported name and name inside.
    exports: Vec<(String, String)>,
}

struct Import {
    from: String,
    /// Imported name and name inside; none: the whole module under one name.
    names: Vec<(String, String)>,
    whole: Option<String>,
}

/// One script with these modules, each evaluated before those that import it; `read` gives the text of a file.
/// Afterwards they are found in `modules` by their file names.
pub(crate) fn bundle(entries: &[&str], read: &dyn Fn(&str) -> Result<String, Failure>) -> Result<String, Failure> {
    let mut modules = BTreeMap::new();
    let mut order = Vec::new();
    for entry in entries {
        collect(entry, read, &mut modules, &mut order)?;
    }
    let mut script = String::from("const modules = {};\n");
    for (position, name) in order.iter().enumerate() {
        script.push_str(&wrapped(name, &modules[name], &order[..position]));
    }
    Ok(script)
}

fn collect(
    name: &str,
    read: &dyn Fn(&str) -> Result<String, Failure>,
    modules: &mut BTreeMap<String, Module>,
    order: &mut Vec<String>,
) -> Result<(), Failure> {
    if modules.contains_key(name) {
        return Ok(());
    }
    let module = parse(name, &read(name)?)?;
    let needed: Vec<String> = module.imports.iter().map(|import| import.from.clone()).collect();
    modules.insert(name.to_owned(), module);
    for other in needed {
        collect(&other, read, modules, order)?;
    }
    order.push(name.to_owned());
    Ok(())
}

fn wrapped(name: &str, module: &Module, before: &[String]) -> String {
    let mut text = format!("modules[\"{name}\"] = (() => {{\n");
    for Import { from, names, whole } in &module.imports {
        if let Some(whole) = whole {
            text.push_str(&format!("const {whole} = modules[\"{from}\"];\n"));
        }
        for (imported, inside) in names {
            if before.contains(from) {
                text.push_str(&format!("const {inside} = modules[\"{from}\"].{imported};\n"));
            } else {
                // A module that imports this one too is evaluated later: its functions are looked up when they are called.
                text.push_str(&format!("const {inside} = (...values) => modules[\"{from}\"].{imported}(...values);\n"));
            }
        }
    }
    let exports: Vec<String> = module.exports.iter().map(|(exported, inside)| format!("{exported}: {inside}")).collect();
    text.push_str(&format!("{}\nreturn {{ {} }};\n}})();\n", module.body, exports.join(", ")));
    text
}

fn parse(name: &str, text: &str) -> Result<Module, Failure> {
    let refuse = |line: &str| Failure::Check(format!("{name}: the form {line:?} is not known, see src/xtask/bundle.rs."));
    let mut module = Module { body: String::new(), imports: Vec::new(), exports: Vec::new() };
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("import ") {
            module.imports.push(import(rest).ok_or_else(|| refuse(line))?);
        } else if let Some(rest) = line.strip_prefix("export ") {
            if let Some(list) = rest.strip_prefix('{') {
                let list = list.split_once('}').ok_or_else(|| refuse(line))?.0;
                module.exports.extend(renamed(list).into_iter().map(|(inside, exported)| (exported, inside)));
                continue;
            }
            let declared = ["async function ", "function ", "class ", "const ", "let "].iter().find_map(|word| rest.strip_prefix(word));
            let own = declared.and_then(|declared| declared.split(|character: char| !is_of_name(character)).next()).ok_or_else(|| refuse(line))?;
            module.exports.push((own.to_owned(), own.to_owned()));
            module.body.push_str(rest);
            module.body.push('\n');
        } else {
            module.body.push_str(line);
            module.body.push('\n');
        }
    }
    Ok(module)
}

/// `{ a, b as c } from './x.js';` or `* as a from "./x.js"`.
fn import(text: &str) -> Option<Import> {
    let (what, from) = text.split_once(" from ")?;
    let from = from.trim_end_matches(';').trim_matches(['"', '\'']).strip_prefix("./")?.to_owned();
    match what.trim().strip_prefix("* as ") {
        Some(whole) => Some(Import { from, names: Vec::new(), whole: Some(whole.to_owned()) }),
        None => Some(Import { from, names: renamed(what.trim().strip_prefix('{')?.strip_suffix('}')?), whole: None }),
    }
}

/// `a, b as c` as pairs; a name that is not changed stands on both sides.
fn renamed(list: &str) -> Vec<(String, String)> {
    let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| name.split_once(" as ").unwrap_or((name, name))).map(|(one, other)| (one.trim().to_owned(), other.trim().to_owned())).collect()
}

fn is_of_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_' || character == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_come_in_order_and_find_each_other_in_a_circle() {
        let read = |name: &str| {
            Ok(match name {
                "start.js" => "import { Fault, load as get } from './parts.js';\nstart(get);\n",
                "parts.js" => "export class Fault {}\nexport async function load() {}\n",
                "glue.js" => "import * as import1 from \"./loader.js\"\nexport { initSync, init as default };\n",
                "loader.js" => "import { part } from \"./parts.js\";\nimport { initSync } from \"./glue.js\";\nexport const one = part(initSync);\n",
                _ => return Err(Failure::Check(name.to_owned())),
            }
            .replace("part }", "load as part }"))
        };
        let script = bundle(&["glue.js", "start.js"], &read).expect("a script");
        let at = |text: &str| script.find(text).unwrap_or_else(|| panic!("{text} is missing in {script}"));
        assert!(at("modules[\"parts.js\"] =") < at("modules[\"loader.js\"] =") && at("modules[\"loader.js\"] =") < at("modules[\"glue.js\"] ="));
        at("const initSync = (...values) => modules[\"glue.js\"].initSync(...values);");
        at("const part = modules[\"parts.js\"].load;");
        at("const import1 = modules[\"loader.js\"];");
        at("return { initSync: initSync, default: init };");
        at("return { Fault: Fault, load: load };");
        at("const get = modules[\"parts.js\"].load;");
        assert!(!script.contains("import ") && !script.contains("export "), "{script}");
    }

    #[test]
    fn other_forms_are_refused() {
        for text in ["import x from './a.js';", "import './a.js';", "export default 1;", "export * from './a.js';"] {
            assert!(parse("a.js", text).is_err(), "{text}");
        }
    }
}
