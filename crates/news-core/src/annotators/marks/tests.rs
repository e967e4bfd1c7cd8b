use super::*;
use crate::annotators::tokens;

/// The stretches of a story whose paragraphs these are, each with the mark that it ends with.
fn stretches(paragraphs: &[&str]) -> Vec<(String, Close)> {
    let text = paragraphs.join("\n\n");
    let mut tokens = Tokens::default();
    let mut start = 0;
    for paragraph in paragraphs {
        let span = Span::new(start, start + paragraph.len());
        let first = tokens.all.len();
        crate::grammar::token::split(&text, span, &mut tokens.all);
        let range = first..tokens.all.len();
        let kind = tokens::RegionKind::Block(crate::article::BlockKind::Paragraph);
        tokens.regions.push(Region { span, kind, tokens: range });
        start += paragraph.len() + 2;
    }
    pair(&text, &tokens).iter().map(|stretch| (stretch.inner.of(&text).to_owned(), stretch.close)).collect()
}

fn inner(paragraph: &str) -> Vec<String> {
    stretches(&[paragraph]).into_iter().map(|(inner, _)| inner).collect()
}

#[test]
fn every_family_pairs_with_itself() {
    for copy in [
        "It was \"dry\" here.",
        "It was ''dry'' here.",
        "It was ``dry'' here.",
        "It was “dry” here.",
        "Es war „dry“ hier.",
        "Bylo to „dry” tutaj.",
        "Det var ”dry” där.",
        "Es war »dry« hier.",
        "C'était « dry » ici.",
        "Det var »dry» här.",
        "It was ‘dry’ here.",
        "It was 'dry' here.",
        "Es war ‚dry‘ hier.",
        "Es war ‹dry› hier.",
        "It was ＂dry＂ here.",
    ] {
        let found = inner(copy);
        assert_eq!(found.iter().map(|inner| inner.trim()).collect::<Vec<_>>(), ["dry"], "{copy}");
    }
    assert_eq!(inner("他说“很干”，她说「很湿」。"), ["很干", "很湿"]);
}

#[test]
fn mixed_pairs_close_each_other() {
    for copy in ["“Dry\" here.", "\"Dry” here.", "“Dry“ here.", "”Dry” here.", "„Dry\" hier.", "“Dry'' here."]
    {
        assert_eq!(inner(copy), ["Dry"], "{copy}");
    }
}

#[test]
fn marks_of_another_family_are_part_of_a_stretch() {
    assert_eq!(inner("“He said ‘no’ to me,” she said."), ["He said ‘no’ to me,"]);
    assert_eq!(inner("‘He said “no” to me,’ she said."), ["He said “no” to me,"]);
    assert_eq!(inner("„Das »Blatt« ist aus“, sagte sie."), ["Das »Blatt« ist aus"]);
    assert_eq!(inner("« Il a dit “non” hier », dit-elle."), [" Il a dit “non” hier "]);
    assert_eq!(inner("«Газета «Север» вышла», — сказала она."), ["Газета «Север» вышла"]);
    assert_eq!(inner("Он читает «газету «Север», сказала она."), ["газету «Север"]);
    assert_eq!(inner("『他说「好」』。"), ["他说「好」"]);
}

#[test]
fn a_double_mark_that_opens_again_ends_an_unclosed_stretch() {
    let found = stretches(&["“It rained, he said. “It still does.”"]);
    assert_eq!(found, [("It rained, he said.".to_owned(), Close::Never), ("It still does.".to_owned(), Close::Mark)]);
    assert_eq!(inner("\"It rained, he said, \"it still does.\""), ["It rained, he said,", "it still does."]);
    // The space is on the wrong side.
    assert_eq!(inner("\"It rained \"he said to all."), ["It rained"]);
}

#[test]
fn unclosed_marks_run_to_the_end_and_may_be_taken_up() {
    let found = stretches(&["“It rained.", "“It still does.”", "“So", "it goes."]);
    let expected = [("It rained.", Close::Continued), ("It still does.", Close::Mark), ("So", Close::Never)];
    assert_eq!(found, expected.map(|(inner, close)| (inner.to_owned(), close)));
}

#[test]
fn apostrophes_and_measures_are_no_marks() {
    for copy in [
        "Give 'em the '90s and rock 'n' roll, the voters' choice.",
        "The boys’ room and the girls’ room don’t differ.",
        "He is 6'2\" tall and has a 5\" scar.",
        "The film, 90' long, is the producers'.",
    ] {
        assert_eq!(inner(copy), [""; 0], "{copy}");
    }
    assert_eq!(inner("\"He is 6'2\" tall,\" she said."), ["He is 6'2\" tall,"]);
    assert_eq!(inner("'The boys' room is big,' she said."), ["The boys' room is big,"]);
    assert_eq!(inner("‘We’re goin’ home,’ she said, ‘to sleep.’"), ["We’re goin’ home,", "to sleep."]);
    assert_eq!(inner("Tell 'em “no” and the voters' “yes”."), ["no", "yes"]);
}

#[test]
fn odd_marks_do_no_harm() {
    for copy in ["\"", "''\"", "”", "« «", "“‘", "'", "”“”“", "word\"word\"word", "「「」", "“ ”"]
    {
        let _ = inner(copy);
    }
    assert_eq!(inner("…and so it ended.” “It did.”"), ["It did."]);
    assert_eq!(inner("\"“Dry,” he said."), ["Dry,"]);
    assert_eq!(inner("He (“the boss”) left."), ["the boss"]);
    assert_eq!(inner("It was—“dry”—here."), ["dry"]);
}
