//! One step: a reader's events become a writer's.

use std::cmp::Ordering;
use std::str::FromStr;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Error, Reader, Writer, XmlVersion};

pub struct Step {
    element: String,
    change: Change,
}

enum Change {
    Drop,
    Rename(String),
    Set(String, String),
    Unset(String),
    Upper,
    Scale(f64),
    Where { child: String, orders: &'static [Ordering], value: String },
    Sort { child: String, descending: bool },
    Lift(String),
    Comments,
    Indent(usize),
}

/// An element with all that is in it, its start and its end too.
type Element = Vec<Event<'static>>;

impl FromStr for Step {
    type Err = String;

    fn from_str(line: &str) -> Result<Self, String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = |text: &str| {
            text.parse::<f64>().map_err(|_| format!("'{line}': '{text}' is not a number"))
        };
        let (element, change) = match words[..] {
            ["drop", element] => (element, Change::Drop),
            ["rename", element, name] => (element, Change::Rename(name.to_owned())),
            ["set", element, attribute, value] => {
                (element, Change::Set(attribute.to_owned(), value.to_owned()))
            }
            ["unset", element, attribute] => (element, Change::Unset(attribute.to_owned())),
            ["upper", element] => (element, Change::Upper),
            ["scale", element, percent] => (element, Change::Scale(number(percent)?)),
            ["where", element, child, comparison, ref value @ ..] => {
                let orders: &[Ordering] = match comparison {
                    "=" => &[Ordering::Equal],
                    "!=" => &[Ordering::Less, Ordering::Greater],
                    "<" => &[Ordering::Less],
                    ">" => &[Ordering::Greater],
                    _ => return Err(format!("'{line}': '{comparison}' compares nothing")),
                };
                (element, Change::Where { child: child.to_owned(), orders, value: value.join(" ") })
            }
            ["sort", element, child] => {
                let descending = child.starts_with('-');
                (
                    element,
                    Change::Sort { child: child.trim_start_matches('-').to_owned(), descending },
                )
            }
            ["lift", element, child] => (element, Change::Lift(child.to_owned())),
            ["comments"] => ("", Change::Comments),
            ["indent", width] => ("", Change::Indent(number(width)? as usize)),
            _ => return Err(format!("'{line}' is not a step")),
        };
        Ok(Step { element: element.to_owned(), change })
    }
}

impl Step {
    pub fn run(&self, document: &str) -> Result<String, Error> {
        let mut reader = Reader::from_str(document);
        let out = Vec::with_capacity(document.len());
        let mut writer = Writer::new(out);
        if let Change::Indent(width) = self.change {
            reader.config_mut().trim_text(true);
            writer = Writer::new_with_indent(writer.into_inner(), b' ', width);
        }
        let (mut seen, mut inside) = (0, 0);
        let mut waiting = Vec::new();
        loop {
            let event = reader.read_event()?;
            match event {
                Event::Eof => break,
                Event::Start(ref start) | Event::Empty(ref start)
                    if start.name().as_ref() == self.element =>
                {
                    seen += 1;
                    let is_whole = matches!(event, Event::Empty(_));
                    if matches!(
                        self.change,
                        Change::Drop | Change::Where { .. } | Change::Sort { .. } | Change::Lift(_)
                    ) {
                        let element = whole(&mut reader, event.into_owned())?;
                        self.element(element, &mut waiting, &mut writer)?;
                        continue;
                    }
                    let start = self.start(start, seen)?;
                    inside += usize::from(!is_whole);
                    writer.write_event(if is_whole {
                        Event::Empty(start)
                    } else {
                        Event::Start(start)
                    })?;
                }
                Event::End(ref end) if end.name().as_ref() == self.element => {
                    inside -= 1;
                    match &self.change {
                        Change::Rename(name) => {
                            writer.write_event(Event::End(BytesStart::new(name).to_end()))?
                        }
                        _ => writer.write_event(event)?,
                    }
                }
                Event::Text(ref text) if inside > 0 => writer.write_event(self.text(text))?,
                Event::Comment(_) | Event::PI(_) if matches!(self.change, Change::Comments) => {}
                event => {
                    if matches!(event, Event::End(_)) {
                        self.flush(&mut waiting, &mut writer)?;
                    }
                    writer.write_event(event)?;
                }
            }
        }
        Ok(String::from_utf8(writer.into_inner()).expect("what is written is made of strings"))
    }

    fn start<'a>(&'a self, start: &BytesStart<'a>, number: usize) -> Result<BytesStart<'a>, Error> {
        let mut new = start.clone();
        match &self.change {
            Change::Rename(name) => _ = new.set_name(name),
            Change::Set(attribute, value) => {
                new = without(start, attribute)?;
                new.push_attribute((
                    attribute.as_str(),
                    value.replace('#', &number.to_string()).as_str(),
                ));
            }
            Change::Unset(attribute) => new = without(start, attribute)?,
            _ => {}
        }
        Ok(new)
    }

    fn text<'a>(&self, text: &BytesText<'a>) -> Event<'a> {
        let content = text.xml10_content();
        match self.change {
            Change::Upper => Event::Text(BytesText::from_escaped(content.to_uppercase())),
            Change::Scale(percent) => match content.trim().parse::<f64>() {
                Ok(number) => {
                    Event::Text(BytesText::from_escaped(format!("{:.2}", number * percent / 100.0)))
                }
                Err(_) => Event::Text(text.clone()),
            },
            _ => Event::Text(text.clone()),
        }
    }

    /// What becomes of a whole element: it waits for its neighbours, it is written or not.
    fn element(
        &self,
        mut element: Element,
        waiting: &mut Vec<(String, Element)>,
        writer: &mut Writer<Vec<u8>>,
    ) -> Result<(), Error> {
        match &self.change {
            Change::Sort { child, .. } => {
                waiting.push((value(&element, child)?.unwrap_or_default(), element));
                return Ok(());
            }
            Change::Where { child, orders, value: limit } => {
                let value = value(&element, child)?;
                if !value.is_some_and(|value| orders.contains(&compare(&value, limit))) {
                    return Ok(());
                }
            }
            Change::Lift(child) => {
                if let Some(value) = value(&element, child)? {
                    if let Event::Start(start) = &mut element[0] {
                        start.push_attribute((child.as_str(), value.as_str()));
                    }
                    if let Some(range) = find(&element, child) {
                        element.drain(range);
                    }
                }
            }
            _ => return Ok(()),
        }
        element.into_iter().try_for_each(|event| writer.write_event(event))?;
        Ok(())
    }

    fn flush(
        &self,
        waiting: &mut Vec<(String, Element)>,
        writer: &mut Writer<Vec<u8>>,
    ) -> Result<(), Error> {
        if let Change::Sort { descending, .. } = self.change {
            waiting.sort_by(|(left, _), (right, _)| {
                let order = compare(left, right);
                if descending { order.reverse() } else { order }
            });
        }
        for (_, element) in waiting.drain(..) {
            element.into_iter().try_for_each(|event| writer.write_event(event))?;
        }
        Ok(())
    }
}

/// Reads on to the end of the element that `start` begins.
fn whole(reader: &mut Reader<&[u8]>, start: Event<'static>) -> Result<Element, Error> {
    let mut depth = usize::from(matches!(start, Event::Start(_)));
    let mut element = vec![start];
    while depth > 0 {
        let event = reader.read_event()?;
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        element.push(event.into_owned());
    }
    Ok(element)
}

/// Where the first child of that name is.
fn find(element: &Element, child: &str) -> Option<std::ops::Range<usize>> {
    let mut depth = 0;
    let mut first = None;
    for (index, event) in element.iter().enumerate() {
        match event {
            Event::Empty(start) if depth == 1 && start.name().as_ref() == child => {
                return Some(index..index + 1);
            }
            Event::Start(start) => {
                if depth == 1 && start.name().as_ref() == child {
                    first = Some(index);
                }
                depth += 1;
            }
            Event::End(_) => {
                depth -= 1;
                if let (1, Some(first)) = (depth, first) {
                    return Some(first..index + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// The text of a child, or the value of an `@attribute`.
fn value(element: &Element, name: &str) -> Result<Option<String>, Error> {
    if let (Some(attribute), Event::Start(start) | Event::Empty(start)) =
        (name.strip_prefix('@'), &element[0])
    {
        let found = start.try_get_attribute(attribute)?;
        return Ok(found
            .map(|found| {
                found.normalized_value(XmlVersion::Explicit1_0).map(|value| value.into_owned())
            })
            .transpose()?);
    }
    let Some(range) = find(element, name) else { return Ok(None) };
    let mut text = String::new();
    for event in &element[range] {
        match event {
            Event::Text(part) => text += &part.xml10_content(),
            Event::CData(part) => text += &part.xml10_content(),
            Event::GeneralRef(reference) => match reference.resolve_char_ref()? {
                Some(letter) => text.push(letter),
                None => {
                    text += resolve_predefined_entity(&reference.xml10_content()).unwrap_or("?")
                }
            },
            _ => {}
        }
    }
    Ok(Some(text.trim().to_owned()))
}

fn without<'a>(start: &BytesStart<'a>, name: &str) -> Result<BytesStart<'a>, Error> {
    let mut new = start.clone();
    new.clear_attributes();
    for attribute in start.attributes() {
        let attribute = attribute?;
        if attribute.key.as_ref() != name {
            new.push_attribute(attribute);
        }
    }
    Ok(new)
}

/// Numbers as numbers, everything else as texts.
fn compare(left: &str, right: &str) -> Ordering {
    match (left.parse::<f64>(), right.parse::<f64>()) {
        (Ok(left), Ok(right)) => left.total_cmp(&right),
        _ => left.cmp(right),
    }
}
