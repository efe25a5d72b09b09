//! Drawings as SVG, without scripts: colours are the page's, numbers are in the tooltips of the marks.

use std::fmt::Write;

use crate::samples::Estimate;

/// A mark in a row: a ratio with its interval.
pub struct Mark {
    /// The name of a colour of the page.
    pub colour: &'static str,
    pub value: Estimate,
    /// For whom points at it.
    pub tooltip: String,
}

pub struct Row {
    pub label: String,
    /// Beside the label, less loud.
    pub aside: String,
    pub emphasis: Emphasis,
    pub marks: Vec<Mark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emphasis {
    None,
    Lost,
}

const WIDTH: f64 = 1100.0;
const LEFT: f64 = 260.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 30.0;
const ROW: f64 = 24.0;

/// Ratios on a logarithmic scale, a row for each thing, and a line at 1.
pub fn ratios(rows: &[Row]) -> String {
    let marks = rows.iter().flat_map(|row| &row.marks);
    let (mut low, mut high) = (0.8f64, 1.25f64);
    for mark in marks {
        low = low.min(mark.value.low);
        high = high.max(mark.value.high);
    }
    let scale = Scale::new(low / 1.05, high * 1.05);
    let height = TOP + ROW * rows.len() as f64 + 12.0;
    let mut svg = open(height, "Ratios by program");
    for (index, _) in rows.iter().enumerate().filter(|(index, _)| index % 2 == 1) {
        let y = TOP + ROW * index as f64;
        let _ = write!(svg, r#"<rect class="band" x="0" y="{y}" width="{WIDTH}" height="{ROW}"/>"#);
    }
    for tick in scale.ticks() {
        let x = scale.x(tick);
        let class = if tick == 1.0 { "one" } else { "rule" };
        let _ = write!(
            svg,
            r#"<line class="{class}" x1="{x:.1}" x2="{x:.1}" y1="{TOP}" y2="{:.1}"/><text class="quiet" x="{x:.1}" y="{:.1}" text-anchor="middle">{tick}×</text>"#,
            height - 10.0,
            TOP - 9.0,
        );
    }
    for (index, row) in rows.iter().enumerate() {
        let y = TOP + ROW * (index as f64 + 0.5);
        let class = if row.emphasis == Emphasis::Lost { r#" class="lost""# } else { "" };
        let _ = write!(
            svg,
            r#"<text{class} x="8" y="{:.1}">{}</text><text class="quiet" x="{:.1}" y="{:.1}" text-anchor="end">{}</text>"#,
            y + 4.5,
            escape(&row.label),
            LEFT - 14.0,
            y + 4.5,
            escape(&row.aside),
        );
        // Side by side in height too, so that intervals can be told apart.
        let step = 11.0 / row.marks.len().max(1) as f64;
        for (at, mark) in row.marks.iter().enumerate() {
            let y = y + step * (at as f64 - (row.marks.len() as f64 - 1.0) / 2.0);
            dot(&mut svg, &scale, y, mark);
        }
    }
    svg.push_str("</svg>");
    svg
}

fn dot(svg: &mut String, scale: &Scale, y: f64, mark: &Mark) {
    let (low, x, high) =
        (scale.x(mark.value.low), scale.x(mark.value.median), scale.x(mark.value.high));
    let colour = mark.colour;
    let _ = write!(
        svg,
        r#"<g><title>{}</title><line x1="{low:.1}" x2="{high:.1}" y1="{y:.1}" y2="{y:.1}" stroke="var(--{colour})" stroke-width="1.6" opacity=".65"/><circle cx="{x:.1}" cy="{y:.1}" r="4.2" fill="var(--{colour})"/></g>"#,
        escape(&mark.tooltip),
    );
}

/// A line in a history.
pub struct Line {
    pub label: String,
    pub colour: &'static str,
    /// A value for each point of time, if there is one.
    pub values: Vec<Option<Estimate>>,
}

/// How ratios went, from the oldest on the left to the newest.
pub fn history(dates: &[String], lines: &[Line]) -> String {
    const HEIGHT: f64 = 300.0;
    const SIDE: f64 = 60.0;
    const BOTTOM: f64 = 40.0;
    let values = || lines.iter().flat_map(|line| line.values.iter().flatten());
    let low = values().map(|value| value.low).fold(0.9, f64::min) * 0.97;
    let high = values().map(|value| value.high).fold(1.1, f64::max) * 1.03;
    let y = |value: f64| {
        let part = (value.ln() - low.ln()) / (high.ln() - low.ln());
        HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - 14.0)
    };
    let x = |index: usize| {
        let part = index as f64 / (dates.len().max(2) - 1) as f64;
        SIDE + part * (WIDTH - SIDE - 190.0)
    };
    let mut svg = open(HEIGHT, "History");
    for tick in TICKS.into_iter().filter(|tick| (low..=high).contains(tick)) {
        let class = if tick == 1.0 { "one" } else { "rule" };
        let at = y(tick);
        let _ = write!(
            svg,
            r#"<line class="{class}" x1="{SIDE}" x2="{:.1}" y1="{at:.1}" y2="{at:.1}"/><text class="quiet" x="{:.1}" y="{:.1}" text-anchor="end">{tick}×</text>"#,
            x(dates.len().max(2) - 1),
            SIDE - 10.0,
            at + 4.0,
        );
    }
    for (index, date) in dates.iter().enumerate() {
        let _ = write!(
            svg,
            r#"<text class="quiet" x="{:.1}" y="{:.1}" text-anchor="middle">{}</text>"#,
            x(index),
            HEIGHT - 14.0,
            escape(date),
        );
    }
    let mut labels: Vec<(f64, &Line)> = Vec::new();
    for line in lines {
        let points =
            line.values.iter().enumerate().filter_map(|(index, value)| Some((index, (*value)?)));
        let points: Vec<(usize, Estimate)> = points.collect();
        let path: Vec<String> = points
            .iter()
            .map(|(index, value)| format!("{:.1},{:.1}", x(*index), y(value.median)))
            .collect();
        let _ = write!(
            svg,
            r#"<polyline points="{}" fill="none" stroke="var(--{})" stroke-width="2"/>"#,
            path.join(" "),
            line.colour,
        );
        for (index, value) in &points {
            let _ = write!(
                svg,
                r#"<g><title>{}, {}: {:.3}× ({:.3}–{:.3})</title><line x1="{x:.1}" x2="{x:.1}" y1="{:.1}" y2="{:.1}" stroke="var(--{colour})" stroke-width="1.6"/><circle cx="{x:.1}" cy="{:.1}" r="4.2" fill="var(--{colour})"/></g>"#,
                escape(&line.label),
                escape(&dates[*index]),
                value.median,
                value.low,
                value.high,
                y(value.low),
                y(value.high),
                y(value.median),
                x = x(*index),
                colour = line.colour,
            );
        }
        if let Some((_, last)) = points.last() {
            labels.push((y(last.median), line));
        }
    }
    // Labels at the end of their lines, moved apart where they would overlap.
    labels.sort_by(|left, right| left.0.total_cmp(&right.0));
    let mut above = f64::NEG_INFINITY;
    for (at, line) in labels {
        above = at.max(above + 16.0);
        let _ = write!(
            svg,
            r#"<text x="{:.1}" y="{:.1}" style="fill:var(--{})">{}</text>"#,
            x(dates.len().max(2) - 1) + 14.0,
            above + 4.0,
            line.colour,
            escape(&line.label),
        );
    }
    svg.push_str("</svg>");
    svg
}

const TICKS: [f64; 18] = [
    0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0,
];

/// From ratios to places in a row.
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    fn new(low: f64, high: f64) -> Scale {
        Scale { low: low.max(1e-3), high }
    }

    fn x(&self, ratio: f64) -> f64 {
        let part = (ratio.max(1e-3).ln() - self.low.ln()) / (self.high.ln() - self.low.ln());
        LEFT + part * (WIDTH - LEFT - RIGHT)
    }

    /// Those that fit, and are not too near to each other; 1 in any case.
    fn ticks(&self) -> Vec<f64> {
        let mut ticks = vec![1.0];
        for tick in TICKS {
            let far = |other: &f64| (self.x(*other) - self.x(tick)).abs() > 42.0;
            if (self.low..=self.high).contains(&tick) && ticks.iter().all(far) {
                ticks.push(tick);
            }
        }
        ticks
    }
}

fn open(height: f64, title: &str) -> String {
    format!(r#"<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{title}">"#)
}

/// Text as it may stand in HTML and SVG, also in attributes.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
