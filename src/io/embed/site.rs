//! Whether the pages around a frame are of the same site as the app, as far as their addresses tell: browsers give a frame on
//! another site a storage of its own. What a site is where names differ only in front is known to the browser's list of public
//! suffixes alone.

/// What the addresses tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// The same scheme and host, on whatever port: one storage.
    Same,
    /// Certainly another site.
    Other,
    /// The names end alike, or a page around is not known.
    Unclear,
}

/// Compares the app's own origin with those of the pages around; `None` is a page whose origin the browser does not tell.
pub fn site(own: &str, around: &[Option<String>]) -> Site {
    let each: Vec<Site> = around.iter().map(|origin| origin.as_deref().map_or(Site::Unclear, |origin| pair(own, origin))).collect();
    [Site::Other, Site::Unclear].into_iter().find(|site| each.contains(site)).unwrap_or(Site::Same)
}

fn pair(own: &str, other: &str) -> Site {
    let (Some((scheme, host)), Some((other_scheme, other_host))) = (parts(own), parts(other)) else { return Site::Unclear };
    if scheme != other_scheme {
        return Site::Other;
    }
    if host == other_host {
        return Site::Same;
    }
    // A site's name has two parts at least, or is a single word of an intranet.
    match (last_two(host), last_two(other_host)) {
        (Some(own), Some(other)) if own == other => Site::Unclear,
        _ => Site::Other,
    }
}

/// Scheme and host of an origin; none for one that is opaque.
fn parts(origin: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = origin.split_once("://")?;
    let host = if rest.starts_with('[') { rest.split_inclusive(']').next()? } else { rest.split(':').next()? };
    (!host.is_empty()).then_some((scheme, host))
}

/// The end of a name that every site below it shares; numbers are names of machines and share nothing.
fn last_two(host: &str) -> Option<&str> {
    let (front, last) = host.rsplit_once('.')?;
    if host.starts_with('[') || last.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let from = host.len() - last.len() - 1 - front.rsplit('.').next()?.len();
    host.get(from..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(own: &str, other: &str) -> Site {
        site(own, &[Some(other.to_owned())])
    }

    #[test]
    fn another_port_is_the_same_site_and_another_name_is_not() {
        assert_eq!(told("https://plan.corp.example", "https://plan.corp.example:8443"), Site::Same);
        assert_eq!(told("http://127.0.0.1:4173", "http://127.0.0.1:80"), Site::Same);
        assert_eq!(told("http://127.0.0.1", "http://127.0.1.1"), Site::Other);
        assert_eq!(told("http://[::1]:1", "http://[::1]:2"), Site::Same);
        assert_eq!(told("http://[::1]:1", "http://[::2]:1"), Site::Other);
        assert_eq!(told("http://plan", "http://intranet"), Site::Other);
        assert_eq!(told("http://plan.intranet", "http://intranet"), Site::Other);
        assert_eq!(told("https://plan.example", "http://plan.example"), Site::Other);
        assert_eq!(told("https://plan.example", "https://other.test"), Site::Other);
    }

    #[test]
    fn names_that_end_alike_are_left_to_the_browser() {
        assert_eq!(told("https://plan.corp.example", "https://www.corp.example"), Site::Unclear);
        assert_eq!(told("https://one.github.io", "https://other.github.io"), Site::Unclear);
        assert_eq!(told("https://corp.example", "https://www.corp.example"), Site::Unclear);
        assert_eq!(told("https://plan.example", "null"), Site::Unclear);
    }

    #[test]
    fn every_page_around_counts() {
        let own = "https://plan.example";
        let same = || Some("https://plan.example:8443".to_owned());
        assert_eq!(site(own, &[]), Site::Same);
        assert_eq!(site(own, &[same(), same()]), Site::Same);
        assert_eq!(site(own, &[same(), None]), Site::Unclear);
        assert_eq!(site(own, &[None, Some("https://other.test".to_owned()), same()]), Site::Other);
    }
}
