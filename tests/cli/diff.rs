//! `news diff`: two versions of a story.

use insta::assert_snapshot;

use crate::desk::{BREAD, CLOCK, Desk};

/// The clock again, an hour later.
const LATER: &str = "\
UPDATE 1-Harbor clock stops at noon, starts again

By Ines Calloway

WESTHAVEN, July 28 (Reuters) - The harbor clock of Westhaven stopped at
noon on Wednesday for 14 minutes, the harbor office said.

\"We will wind it by hand,\" deputy mayor Ada Brandt said.

\"It is an old clock,\" she said.

(Reporting by Ines Calloway)
";

#[test]
fn what_changed_is_told_part_by_part() {
    let desk = Desk::with(&[("old.txt", CLOCK), ("new.txt", LATER)]);
    assert_snapshot!(desk.run("diff old.txt new.txt"), @r#"
    headline changed
        Harbor clock stops at noon{+, starts again+}
    change added
        {+update+}
    version added
        {+1+}
    paragraph changed
        WESTHAVEN, July 28 (Reuters) - The harbor clock of Westhaven stopped at noon on Wednesday{+ for 14 minutes+}, the harbor office said.
    paragraph changed
        "We will wind it by hand," [-harbor master Tobias Lindqvist-]{+deputy mayor Ada Brandt+} said.
    paragraph added
        {+"It is an old clock," she said.+}
    quote changed
        The harbor clock of Westhaven stopped at noon on Wednesday{+ for 14 minutes+}
    speaker changed
        [-Tobias Lindqvist-]{+Ada Brandt+}
    quote added
        {+It is an old clock,+}
    --- exit 1
    "#);
    assert_snapshot!(desk.run("diff -t jsonl --exit-zero old.txt new.txt"), @r#"
    {"part":"headline","happened":"changed","old":{"start":0,"end":26,"text":"Harbor clock stops at noon"},"new":{"start":9,"end":49,"text":"Harbor clock stops at noon, starts again"},"words":[{"same":"Harbor clock stops at noon"},{"added":", starts again"}]}
    {"part":"change","happened":"added","new":{"text":"update"}}
    {"part":"version","happened":"added","new":{"text":"1"}}
    {"part":"paragraph","happened":"changed","old":{"start":46,"end":160,"text":"WESTHAVEN, July 28 (Reuters) - The harbor clock of Westhaven stopped at noon on Wednesday, the harbor office said."},"new":{"start":69,"end":198,"text":"WESTHAVEN, July 28 (Reuters) - The harbor clock of Westhaven stopped at noon on Wednesday for 14 minutes, the harbor office said."},"words":[{"same":"WESTHAVEN, July 28 (Reuters) - The harbor clock of Westhaven stopped at noon on Wednesday"},{"added":" for 14 minutes"},{"same":", the harbor office said."}]}
    {"part":"paragraph","happened":"changed","old":{"start":162,"end":225,"text":"\"We will wind it by hand,\" harbor master Tobias Lindqvist said."},"new":{"start":200,"end":256,"text":"\"We will wind it by hand,\" deputy mayor Ada Brandt said."},"words":[{"same":"\"We will wind it by hand,\" "},{"removed":"harbor master Tobias Lindqvist"},{"added":"deputy mayor Ada Brandt"},{"same":" said."}]}
    {"part":"paragraph","happened":"added","new":{"start":258,"end":289,"text":"\"It is an old clock,\" she said."}}
    {"part":"quote","happened":"changed","old":{"start":77,"end":135,"text":"The harbor clock of Westhaven stopped at noon on Wednesday"},"new":{"start":100,"end":173,"text":"The harbor clock of Westhaven stopped at noon on Wednesday for 14 minutes"},"words":[{"same":"The harbor clock of Westhaven stopped at noon on Wednesday"},{"added":" for 14 minutes"}]}
    {"part":"speaker","happened":"changed","old":{"start":189,"end":219,"text":"Tobias Lindqvist"},"new":{"start":227,"end":250,"text":"Ada Brandt"},"words":[{"removed":"Tobias Lindqvist"},{"added":"Ada Brandt"}]}
    {"part":"quote","happened":"added","new":{"start":259,"end":278,"text":"It is an old clock,"}}
    --- exit 0
    "#);
    assert_snapshot!(desk.run("diff -v old.txt old.txt"), @"
    --- stderr
    differences: 0
    --- exit 0
    ");
}

#[test]
fn a_toll_that_rises_is_a_figure_of_its_own_and_a_paragraph_can_move() {
    let version = |toll, order: [&str; 3]| {
        let [a, b, c] = order;
        format!("Rivers fall\n\nOSTBRIDGE (AP) — The flood killed {toll} people on Monday.\n\n{a}\n\n{b}\n\n{c}\n")
    };
    let [bridge, school, rain] =
        ["The old bridge is closed.", "Schools stay open in all of the town.", "More rain is to come tonight."];
    let (old, new) = (version(12, [bridge, school, rain]), version(14, [rain, bridge, school]));
    let desk = Desk::with(&[("old.txt", &old), ("new.txt", &new)]);
    assert_snapshot!(desk.run("diff --exit-zero old.txt new.txt"), @"
    paragraph changed
        OSTBRIDGE (AP) — The flood killed [-12-]{+14+} people on Monday.
    paragraph moved
        More rain is to come tonight.
    amount changed
        [-12-]{+14+} people
    --- exit 0
    ");
}

#[test]
fn versions_that_cannot_be_compared_are_refused() {
    let desk = Desk::with(&[("clock.txt", CLOCK), ("bread.txt", BREAD), ("empty.txt", "")]);
    let feed = "<rss><channel><item><title>A</title></item><item><title>B</title></item></channel></rss>";
    let desk = desk.file("two.rss", feed);
    assert_snapshot!(desk.run("diff clock.txt two.rss"), @"
    --- stderr
    error[E0006]: two.rss: expected one article, found 2
      = help: run `news explain E0006`
    --- exit 1
    ");
    assert_snapshot!(desk.run("diff clock.txt empty.txt"), @"
    --- stderr
    error[E0001]: empty.txt: input is empty
      = help: run `news explain E0001`
    --- exit 1
    ");
    assert_snapshot!(desk.run("diff clock.txt nowhere.txt"), @"
    --- stderr
    error[E1001]: nowhere.txt: no such file or directory
      = help: run `news explain E1001`
    --- exit 1
    ");
}
