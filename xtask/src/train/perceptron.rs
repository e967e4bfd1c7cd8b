//! An averaged structured perceptron over a linear chain, in integers.

use std::collections::BTreeMap;

use news_core::training::{N_TAGS, Transitions, decode};

use super::Student;

/// One region: the features of its tokens, by number, and their gold tags.
pub(super) struct Sequence {
    features: Vec<Vec<u32>>,
    tags: Vec<u8>,
}

/// Averaged weights, in thousandths.
pub(super) struct Chain {
    pub(super) weights: Vec<[i32; N_TAGS]>,
    pub(super) transitions: Transitions,
}

/// Averages are kept in this many parts of one.
const PARTS: i64 = 1000;
/// The gold tags of a token must win by this much, because a chain that is content with less is less sure of new copy.
/// On the development articles 10 gains a point of content and source spans over 0; 4 gains nothing, 30 and four orders
/// added up no more.
const MARGIN: i32 = 10;

impl Chain {
    /// Learns from the sequences in an order that is shuffled the same way every time.
    pub(super) fn learn(sequences: &[&Sequence], features: usize, epochs: usize) -> Self {
        let mut state = State::new(features);
        let mut order: Vec<usize> = (0..sequences.len()).collect();
        let mut seed = 1_u64;
        for _ in 0..epochs {
            shuffle(&mut order, &mut seed);
            for &at in &order {
                state.step(sequences[at]);
            }
        }
        state.average()
    }

    /// The best tags of a sequence.
    pub(super) fn decode(&self, sequence: &Sequence) -> Vec<u8> {
        decode(&emissions(&self.weights, sequence), &self.transitions)
    }

    /// How much a feature matters.
    pub(super) fn weight_of(&self, feature: usize) -> u64 {
        self.weights.get(feature).map_or(0, |row| row.iter().map(|weight| u64::from(weight.unsigned_abs())).sum())
    }
}

fn emissions(weights: &[[i32; N_TAGS]], sequence: &Sequence) -> Vec<[i32; N_TAGS]> {
    let sum = |features: &Vec<u32>| {
        features.iter().fold([0; N_TAGS], |mut sums, feature| {
            sums.iter_mut().zip(&weights[*feature as usize]).for_each(|(sum, weight)| *sum += weight);
            sums
        })
    };
    sequence.features.iter().map(sum).collect()
}

struct State {
    weights: Vec<[i32; N_TAGS]>,
    /// Each change times the step it was made at, so that the average needs no pass over all weights at every step.
    late: Vec<[i64; N_TAGS]>,
    transitions: Transitions,
    late_transitions: [[i64; N_TAGS]; N_TAGS + 1],
    step: i64,
}

impl State {
    fn new(features: usize) -> Self {
        State {
            weights: vec![[0; N_TAGS]; features],
            late: vec![[0; N_TAGS]; features],
            transitions: [[0; N_TAGS]; N_TAGS + 1],
            late_transitions: [[0; N_TAGS]; N_TAGS + 1],
            step: 1,
        }
    }

    fn step(&mut self, sequence: &Sequence) {
        let mut emissions = emissions(&self.weights, sequence);
        for (emission, gold) in emissions.iter_mut().zip(&sequence.tags) {
            emission[usize::from(*gold)] -= MARGIN;
        }
        let found = decode(&emissions, &self.transitions);
        self.step += 1;
        let (mut gold_before, mut found_before) = (N_TAGS, N_TAGS);
        for ((gold, found), features) in sequence.tags.iter().zip(&found).zip(&sequence.features) {
            let (gold, found) = (usize::from(*gold), usize::from(*found));
            if gold != found {
                for feature in features {
                    let feature = *feature as usize;
                    self.weights[feature][gold] += 1;
                    self.weights[feature][found] -= 1;
                    self.late[feature][gold] += self.step;
                    self.late[feature][found] -= self.step;
                }
            }
            if gold != found || gold_before != found_before {
                self.transitions[gold_before][gold] += 1;
                self.transitions[found_before][found] -= 1;
                self.late_transitions[gold_before][gold] += self.step;
                self.late_transitions[found_before][found] -= self.step;
            }
            (gold_before, found_before) = (gold, found);
        }
    }

    fn average(self) -> Chain {
        let step = self.step;
        let mean = |weight: i32, late: i64| {
            i32::try_from((i64::from(weight) * step - late) * PARTS / step).expect("averages are small")
        };
        let rows = self.weights.iter().zip(&self.late);
        let row = |(row, late): (&[i32; N_TAGS], &[i64; N_TAGS])| std::array::from_fn(|tag| mean(row[tag], late[tag]));
        let transitions = std::array::from_fn(|tag| row((&self.transitions[tag], &self.late_transitions[tag])));
        Chain { weights: rows.map(row).collect(), transitions }
    }
}

/// Fisher and Yates, with Knuth's linear congruential generator (MMIX).
fn shuffle(order: &mut [usize], seed: &mut u64) {
    for at in (1..order.len()).rev() {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(*seed >> 33).expect("31 bits fit") % (at + 1);
        order.swap(at, other);
    }
}

/// Numbers the keys that are seen `rare` times or more.
pub(super) fn frequent(keys: impl Iterator<Item = u64>, rare: u32) -> BTreeMap<u64, u32> {
    let mut keys: Vec<u64> = keys.collect();
    keys.sort_unstable();
    let often = keys.chunk_by(|a, b| a == b).filter(|same| same.len() >= rare as usize).filter_map(|same| same.first());
    often.copied().zip(0..).collect()
}

/// The regions of every article, with the numbers of those features that are known.
pub(super) fn sequences(
    students: &[Student],
    keys: &[Vec<Vec<u64>>],
    known: &BTreeMap<u64, u32>,
) -> Vec<Vec<Sequence>> {
    let known: std::collections::HashMap<u64, u32> = known.iter().map(|(key, id)| (*key, *id)).collect();
    let numbers = |keys: &Vec<u64>| keys.iter().filter_map(|key| known.get(key).copied()).collect::<Vec<u32>>();
    let student = |(student, keys): (&Student, &Vec<Vec<u64>>)| {
        let region = |region: std::ops::Range<usize>| Sequence {
            features: keys[region.clone()].iter().map(numbers).collect(),
            tags: student.tags[region].to_vec(),
        };
        student.lesson.regions().into_iter().map(region).collect()
    };
    students.iter().zip(keys).map(student).collect()
}

/// The same regions with further features, numbered from `first` on.
pub(super) fn joined(
    sequences: &[Vec<Sequence>],
    keys: &[Vec<Vec<u64>>],
    first: usize,
    known: &BTreeMap<u64, u32>,
) -> Vec<Vec<Sequence>> {
    let first = u32::try_from(first).expect("there are fewer features than that");
    let known: std::collections::HashMap<u64, u32> = known.iter().map(|(key, id)| (*key, *id + first)).collect();
    let article = |(sequences, keys): (&Vec<Sequence>, &Vec<Vec<u64>>)| {
        let mut keys = keys.iter();
        let sequence = |sequence: &Sequence| {
            let add = |(features, keys): (&Vec<u32>, &Vec<u64>)| {
                features.iter().copied().chain(keys.iter().filter_map(|key| known.get(key).copied())).collect()
            };
            let features = sequence.features.iter().zip(keys.by_ref()).map(add).collect();
            Sequence { features, tags: sequence.tags.clone() }
        };
        sequences.iter().map(sequence).collect()
    };
    sequences.iter().zip(keys).map(article).collect()
}
