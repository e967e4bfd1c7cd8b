//! The plots, as SVG that a style sheet can color.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io;

use jiff::civil::Date;
use jiff::{ToSpan, Unit};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Drawn in these colors, which the style sheet of the page replaces by its own.
const MARK: RGBColor = RGBColor(0x2f, 0x6f, 0x9f);
const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
const LINE: RGBColor = RGBColor(0xdd, 0xdd, 0xdd);
const LAND: RGBColor = RGBColor(0xe8, 0xe4, 0xdc);

const WIDTH: u32 = 720;
const FONT: &str = "sans-serif";
/// Coasts as rings of points.
const COASTS: &str = include_str!("../../assets/land.txt");

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

fn draw(height: u32, paint: impl FnOnce(&Area<'_>) -> io::Result<()>) -> io::Result<String> {
    let mut svg = String::new();
    let area = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
    paint(&area)?;
    area.present().map_err(failed)?;
    drop(area);
    Ok(svg)
}

fn failed(error: impl Display) -> io::Error {
    io::Error::other(error.to_string())
}

/// Bars with their names at the left and their numbers at the end.
pub(super) fn bars(rows: &[(&str, u64)]) -> io::Result<String> {
    const ROW: u32 = 24;
    const NAMES: i32 = 200;
    let most = rows.iter().map(|row| row.1).max().unwrap_or_default().max(1);
    let height = ROW * u32::try_from(rows.len()).unwrap_or(1);
    draw(height, |area| {
        let name = TextStyle::from((FONT, 13)).color(&INK).pos(Pos::new(HPos::Right, VPos::Center));
        let number = TextStyle::from((FONT, 12)).color(&INK).pos(Pos::new(HPos::Left, VPos::Center));
        let mut top = 0;
        for (text, count) in rows {
            let middle = top + 12;
            let width = i32::try_from(u64::from(WIDTH - 260) * count / most).unwrap_or(0).max(1);
            area.draw_text(&shortened(text), &name, (NAMES - 8, middle)).map_err(failed)?;
            let bar = Rectangle::new([(NAMES, top + 3), (NAMES + width, top + 21)], MARK.filled());
            area.draw(&bar).map_err(failed)?;
            area.draw_text(&grouped(*count), &number, (NAMES + width + 6, middle)).map_err(failed)?;
            top += 24;
        }
        Ok(())
    })
}

fn shortened(name: &str) -> String {
    const LONGEST: usize = 30;
    if name.chars().count() <= LONGEST {
        name.to_owned()
    } else {
        name.chars().take(LONGEST - 1).chain(['…']).collect()
    }
}

/// 1234567 as 1,234,567.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|part| std::str::from_utf8(part).ok()).collect();
    parts.join(",")
}

/// What one bar over time stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Day,
    Week,
    Month,
}

impl Step {
    /// The finest that leaves room for its bars.
    fn over(days: i32) -> Self {
        match days {
            ..=120 => Step::Day,
            121..=900 => Step::Week,
            _ => Step::Month,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Step::Day => "day",
            Step::Week => "week",
            Step::Month => "month",
        }
    }

    /// The name of the step that starts on a day.
    fn label(self, start: i32) -> String {
        let day = date(start).to_string();
        let month = day.rsplit_once('-').map_or("", |(month, _)| month).to_owned();
        if self == Step::Month { month } else { day }
    }

    /// First day of the step that a day lies in.
    fn start(self, day: i32) -> i32 {
        match self {
            Step::Day => day,
            // 1970-01-01 was a Thursday.
            Step::Week => (day + 3).div_euclid(7) * 7 - 3,
            Step::Month => days_of(date(day).first_of_month()),
        }
    }

    /// First day behind it.
    fn end(self, start: i32) -> i32 {
        match self {
            Step::Day => start + 1,
            Step::Week => start + 7,
            Step::Month => days_of(date(start).saturating_add(1.month())),
        }
    }
}

fn date(day: i32) -> Date {
    Date::constant(1970, 1, 1).saturating_add(day.days())
}

fn days_of(date: Date) -> i32 {
    date.since((Unit::Day, Date::constant(1970, 1, 1))).map_or(0, |span| span.get_days())
}

/// The first day with more than `cut` articles up to its end.
fn behind<'a>(cut: u64, mut days: impl Iterator<Item = (&'a i32, &'a u64)>) -> Option<i32> {
    let mut seen = 0;
    let found = days.find(|(_, count)| {
        seen += **count;
        seen > cut
    });
    found.map(|(day, _)| *day)
}

/// Articles over time, without the two hundredths at the ends: one wrong year would press all others into a line.
pub(super) struct Timeline {
    pub(super) step: Step,
    pub(super) bars: BTreeMap<i32, u64>,
    /// Articles before the first bar and behind the last.
    pub(super) outside: u64,
}

impl Timeline {
    pub(super) fn of(days: &BTreeMap<i32, u64>) -> Option<Self> {
        let total: u64 = days.values().sum();
        let cut = total / 100;
        let (first, last) = (behind(cut, days.iter())?, behind(cut, days.iter().rev())?);
        let step = Step::over(last - first);
        let mut bars = BTreeMap::new();
        for (day, count) in days.range(first..=last) {
            *bars.entry(step.start(*day)).or_default() += count;
        }
        let shown: u64 = bars.values().sum();
        Some(Timeline { step, bars, outside: total - shown })
    }

    /// The name of each bar, with its count.
    pub(super) fn rows(&self) -> Vec<(String, u64)> {
        self.bars.iter().map(|(start, count)| (self.step.label(*start), *count)).collect()
    }

    pub(super) fn draw(&self) -> io::Result<String> {
        let (Some((&first, _)), Some((&last, _))) = (self.bars.first_key_value(), self.bars.last_key_value()) else {
            return Ok(String::new());
        };
        let most = self.bars.values().copied().max().unwrap_or_default();
        draw(260, |area| {
            let mut chart = ChartBuilder::on(area)
                .margin_right(12)
                .margin_top(8)
                .x_label_area_size(28)
                .y_label_area_size(56)
                .build_cartesian_2d(first..self.step.end(last), 0..most + most / 20 + 1)
                .map_err(failed)?;
            chart
                .configure_mesh()
                .disable_x_mesh()
                .bold_line_style(LINE)
                .light_line_style(TRANSPARENT)
                .axis_style(LINE)
                .label_style((FONT, 12, &INK))
                .x_labels(8)
                .y_labels(5)
                .x_label_formatter(&|day| self.step.label(*day))
                .y_label_formatter(&|count| grouped(*count))
                .draw()
                .map_err(failed)?;
            let bar = |(&start, &count)| {
                let mut bar = Rectangle::new([(start, 0), (self.step.end(start), count)], MARK.filled());
                bar.set_margin(0, 0, 0, 1);
                bar
            };
            chart.draw_series(self.bars.iter().map(bar)).map_err(failed)?;
            Ok(())
        })
    }
}

/// Points on a map of the world, in hundredths of a degree; the area of a circle is its count.
pub(super) fn map(points: &BTreeMap<(i32, i32), u64>) -> io::Result<String> {
    // Of a few articles none is a large circle.
    let most = points.values().copied().max().unwrap_or_default().max(20);
    draw(330, |area| {
        let mut chart = ChartBuilder::on(area).build_cartesian_2d(-180.0..180.0, -58.0..84.0).map_err(failed)?;
        for ring in COASTS.lines().filter(|line| !line.starts_with('#')) {
            let point = |pair: &str| {
                let (longitude, latitude) = pair.split_once(',')?;
                Some((longitude.parse::<f64>().ok()?, latitude.parse::<f64>().ok()?))
            };
            let ring: Vec<(f64, f64)> = ring.split(' ').filter_map(point).collect();
            chart.draw_series([Polygon::new(ring, LAND.filled())]).map_err(failed)?;
        }
        // The large ones first, so that none hides a small one.
        let mut points: Vec<_> = points.iter().collect();
        points.sort_by_key(|(point, count)| (std::cmp::Reverse(**count), **point));
        let circle = |((longitude, latitude), count): (&(i32, i32), &u64)| {
            let at = (f64::from(*longitude) / 100.0, f64::from(*latitude) / 100.0);
            Circle::new(at, radius(*count, most), MARK.mix(0.6).filled())
        };
        chart.draw_series(points.into_iter().map(circle)).map_err(failed)?;
        Ok(())
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a radius between 2 and 16 pixels")]
fn radius(count: u64, most: u64) -> i32 {
    (2.0 + 14.0 * (count as f64 / most as f64).sqrt()) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_year_is_cut_off() {
        let mut days: BTreeMap<i32, u64> = (20_000..20_030).map(|day| (day, 10)).collect();
        days.insert(0, 1);
        days.insert(24_000, 1);
        let timeline = Timeline::of(&days).unwrap();
        assert_eq!((timeline.step, timeline.outside, timeline.bars.len()), (Step::Day, 2, 30));
    }

    #[test]
    fn steps_start_on_mondays_and_first_days() {
        let day = days_of(Date::constant(2026, 7, 29));
        assert_eq!(date(Step::Week.start(day)), Date::constant(2026, 7, 27));
        assert_eq!(date(Step::Month.start(day)), Date::constant(2026, 7, 1));
        assert_eq!(date(Step::Month.end(Step::Month.start(day))), Date::constant(2026, 8, 1));
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
