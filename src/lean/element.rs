//! The one element. It is built up by the calls `view!` writes and put on the page by Leptos' renderer.

use std::borrow::Cow;
use std::future::Future;

use leptos::ev::EventDescriptor;
use leptos::html::ElementType;
use leptos::prelude::{AddAnyAttr, AnyView, IntoAny, Mountable, NodeRef, Owner, Render, RenderHtml};
use leptos::reactive::effect::RenderEffect;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, AnyAttributeState, IntoAnyAttribute};
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::renderer::{CastFrom, RemoveEventHandler, Rndr};
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Position, PositionState};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};

use crate::prelude::IntoRender;
use crate::value::{IntoPlain, IntoValue, Plain, Value};

/// Where a value goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[doc(hidden)]
pub enum Kind {
    /// `name="…"`; the whole class and the whole style are attributes too.
    Attribute,
    /// One class of the list.
    Class,
    /// One declaration of the style.
    Style,
    /// A property of the node.
    Property,
}

type Handler = SendWrapper<Box<dyn FnMut(JsValue)>>;

/// What an element has besides its children.
enum Part {
    Value(Kind, &'static str, Value),
    Listener { name: Cow<'static, str>, capture: bool, owner: Option<Owner>, run: Handler },
    Reference(Box<dyn Fn(&Element) + Send>),
    Other(AnyAttribute),
}

struct Inner {
    tag: &'static str,
    namespace: Option<&'static str>,
    parts: Vec<Part>,
    children: Vec<AnyView>,
}

/// An element of any name. Boxed, so that each call of the builder passes one pointer.
#[must_use]
pub struct El(Box<Inner>);

impl El {
    /// An element without anything.
    pub fn new(tag: &'static str, namespace: Option<&'static str>) -> Self {
        Self(Box::new(Inner { tag, namespace, parts: Vec::new(), children: Vec::new() }))
    }

    fn part(mut self, part: Part) -> Self {
        self.0.parts.push(part);
        self
    }

    pub(crate) fn put(self, kind: Kind, name: &'static str, value: Value) -> Self {
        self.part(Part::Value(kind, name, value))
    }

    #[inline(never)]
    pub(crate) fn put_text(self, kind: Kind, name: &'static str, text: &'static str) -> Self {
        self.put(kind, name, Value::Fixed(text.into_plain()))
    }

    /// Adds a child.
    pub fn child<C: IntoRender>(self, child: C) -> Self {
        self.push(child.into_render().into_any())
    }

    fn push(mut self, child: AnyView) -> Self {
        self.0.children.push(child);
        self
    }

    /// Sets an attribute by its name.
    pub fn attr(self, name: &'static str, value: impl IntoValue) -> Self {
        value.put(self, Kind::Attribute, name)
    }

    /// Sets the class, or one class of a list if given with its condition.
    pub fn class(self, class: impl Named) -> Self {
        class.put(self, "class", Kind::Class)
    }

    /// Sets the style, or one declaration of it if given with its value.
    pub fn style(self, style: impl Named) -> Self {
        style.put(self, "style", Kind::Style)
    }

    /// Sets a property of the node.
    pub fn prop(self, name: &'static str, value: impl IntoValue) -> Self {
        value.put(self, Kind::Property, name)
    }

    /// Lets the reference know the node.
    pub fn node_ref<E: ElementType>(self, node: NodeRef<E>) -> Self
    where
        E::Output: JsCast + 'static,
    {
        self.part(Part::Reference(Box::new(move |element| node.load(element))))
    }

    /// Hears an event.
    pub fn on<E: EventDescriptor>(self, event: E, mut run: impl FnMut(E::EventType) + 'static) -> Self
    where
        E::EventType: From<JsValue>,
    {
        self.listen(event.name(), E::CAPTURE, Box::new(move |event| run(E::EventType::from(event))))
    }

    #[inline(never)]
    fn listen(self, name: Cow<'static, str>, capture: bool, run: Box<dyn FnMut(JsValue)>) -> Self {
        self.part(Part::Listener { name, capture, owner: Owner::current(), run: SendWrapper::new(run) })
    }
}

/// What can stand behind `class=`, `class:name=`, `style=` and `style:name=`.
pub trait Named {
    /// Sets it: as the whole attribute, or as the part of this kind.
    #[doc(hidden)]
    fn put(self, element: El, whole: &'static str, part: Kind) -> El;
}

impl<T: IntoValue> Named for T {
    fn put(self, element: El, whole: &'static str, _: Kind) -> El {
        IntoValue::put(self, element, Kind::Attribute, whole)
    }
}

impl<T: IntoValue> Named for (&'static str, T) {
    fn put(self, element: El, _: &'static str, part: Kind) -> El {
        IntoValue::put(self.1, element, part, self.0)
    }
}

/// Writes a value to the page. A fresh element has nothing that must be taken away.
fn write(element: &Element, kind: Kind, name: &str, value: &Plain, fresh: bool) {
    let text = match value {
        Plain::Text(text) => Some(&**text),
        Plain::Flag(true) => Some(""),
        Plain::Flag(false) | Plain::Absent => None,
    };
    match (kind, text) {
        (Kind::Attribute, Some(text)) => Rndr::set_attribute(element, name, text),
        (Kind::Attribute, None) if !fresh => Rndr::remove_attribute(element, name),
        (Kind::Class, Some(_)) => Rndr::add_class(&Rndr::class_list(element), name),
        (Kind::Class, None) if !fresh => Rndr::remove_class(&Rndr::class_list(element), name),
        (Kind::Style, Some(text)) => Rndr::set_css_property(&Rndr::style(element), name, text),
        (Kind::Style, None) if !fresh => Rndr::remove_css_property(&Rndr::style(element), name),
        (Kind::Property, _) => {
            let value = match value {
                Plain::Text(text) => JsValue::from_str(text),
                Plain::Flag(flag) => JsValue::from_bool(*flag),
                Plain::Absent if fresh => return,
                Plain::Absent => JsValue::UNDEFINED,
            };
            Rndr::set_property_or_value(element, name, &value);
        }
        _ => {}
    }
}

/// A part on the page.
enum PartState {
    Fixed(Kind, &'static str, Plain),
    Following(Kind, &'static str, #[expect(dead_code, reason = "kept alive, the effect runs as long as the element")] RenderEffect<()>),
    Listener(Cow<'static, str>, #[expect(dead_code, reason = "removes the listener when dropped")] RemoveEventHandler<Element>),
    Reference,
    Other(AnyAttributeState),
}

impl Part {
    fn build(self, element: &Element, fresh: bool) -> PartState {
        match self {
            Self::Value(kind, name, Value::Fixed(value)) => {
                write(element, kind, name, &value, fresh);
                PartState::Fixed(kind, name, value)
            }
            Self::Value(kind, name, Value::Following(mut run)) => {
                let element = element.clone();
                let mut before = None;
                let effect = RenderEffect::new(move |_| {
                    let now = run();
                    // A property may have been changed by the user meanwhile, so it is always written.
                    if kind == Kind::Property || before.as_ref() != Some(&now) {
                        write(&element, kind, name, &now, fresh && before.is_none());
                    }
                    before = Some(now);
                });
                PartState::Following(kind, name, effect)
            }
            Self::Listener { name, capture, owner, run } => {
                let mut run = run.take();
                let heard: Box<dyn FnMut(JsValue)> = Box::new(move |event| {
                    #[cfg(debug_assertions)]
                    let _zone = leptos::reactive::diagnostics::SpecialNonReactiveZone::enter();
                    match &owner {
                        Some(owner) => owner.with(|| run(event)),
                        None => run(event),
                    }
                });
                let handler = if capture {
                    Rndr::add_event_listener_use_capture(element, &name, heard)
                } else {
                    Rndr::add_event_listener(element, &name, heard)
                };
                PartState::Listener(name, handler)
            }
            Self::Reference(load) => {
                load(element);
                PartState::Reference
            }
            Self::Other(attribute) => PartState::Other(attribute.build(element)),
        }
    }

    /// Whether the part on the page can become this one.
    fn fits(&self, state: &PartState) -> bool {
        match (self, state) {
            (Self::Value(kind, name, _), PartState::Fixed(old_kind, old_name, _) | PartState::Following(old_kind, old_name, _)) => {
                kind == old_kind && name == old_name
            }
            (Self::Listener { name, .. }, PartState::Listener(old_name, _)) => name == old_name,
            (Self::Reference(_), PartState::Reference) | (Self::Other(_), PartState::Other(_)) => true,
            _ => false,
        }
    }

    fn rebuild(self, element: &Element, state: &mut PartState) {
        match (self, &mut *state) {
            // Classes are written again, because the attribute may just have overwritten them; properties, because
            // the user may have changed them.
            (Self::Value(Kind::Attribute | Kind::Style, _, Value::Fixed(value)), PartState::Fixed(_, _, old)) if value == *old => {}
            (Self::Other(attribute), PartState::Other(old)) => attribute.rebuild(old),
            (part, _) => *state = part.build(element, false),
        }
    }
}

/// An element on the page.
pub struct ElState {
    element: Element,
    tag: &'static str,
    parts: Vec<PartState>,
    children: Vec<AnyViewState>,
}

impl ElState {
    /// Only an element of the same make is changed in place; another one is replaced, as Leptos does with another type.
    fn fits(&self, new: &Inner) -> bool {
        self.tag == new.tag
            && self.parts.len() == new.parts.len()
            && self.children.len() == new.children.len()
            && new.parts.iter().zip(&self.parts).all(|(part, state)| part.fits(state))
    }
}

impl Render for El {
    type State = ElState;

    fn build(self) -> ElState {
        let inner = *self.0;
        let element = Rndr::create_element(inner.tag, inner.namespace);
        let parts = inner.parts.into_iter().map(|part| part.build(&element, true)).collect();
        let mut children: Vec<AnyViewState> = Vec::with_capacity(inner.children.len());
        for child in inner.children {
            let mut child = child.build();
            child.mount(&element, None);
            children.push(child);
        }
        ElState { element, tag: inner.tag, parts, children }
    }

    fn rebuild(self, state: &mut ElState) {
        if !state.fits(&self.0) {
            let mut fresh = self.build();
            state.insert_before_this(&mut fresh);
            state.unmount();
            *state = fresh;
            return;
        }
        let inner = *self.0;
        for (part, old) in inner.parts.into_iter().zip(&mut state.parts) {
            part.rebuild(&state.element, old);
        }
        for (child, old) in inner.children.into_iter().zip(&mut state.children) {
            child.rebuild(old);
        }
    }
}

impl Mountable for ElState {
    fn unmount(&mut self) {
        Rndr::remove(&self.element);
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        Rndr::insert_node(parent, &self.element, marker);
    }

    fn try_mount(&mut self, parent: &Element, marker: Option<&Node>) -> bool {
        Rndr::try_insert_node(parent, &self.element, marker)
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = Rndr::get_parent(&self.element).and_then(Element::cast_from);
        if let Some(parent) = &parent {
            child.mount(parent, Some(&self.element));
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

impl AddAnyAttr for El {
    type Output<A: Attribute> = El;

    fn add_any_attr<A: Attribute>(self, attribute: A) -> El {
        self.part(Part::Other(attribute.into_any_attr()))
    }
}

/// Pages are made in the browser only; nothing is written as text or taken over from a server.
impl RenderHtml for El {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    fn resolve(self) -> impl Future<Output = Self> + Send {
        std::future::ready(self)
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> ElState {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
