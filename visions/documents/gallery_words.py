"""Every text of the gallery that is nobody's own: of the page, and of its script."""

from __future__ import annotations

from visions.i18n import Language, mark

TEXTS = {
    "search": mark("Search prompts and answers"),
    "tandem": mark("Tandem"),
    "all_tandems": mark("All tandems"),
    "filters": mark("Show only"),
    "chosen": mark("Chosen"),
    "answered": mark("With answers"),
    "ai": mark("AI-generated picture"),
    "sketch": mark("Sketch without AI"),
    "without": mark("Without a picture"),
    "shown": mark("Shown: {n} of {total}"),
    "nothing_found": mark("Nothing found. Try fewer words, or the beginning of a word."),
    "show_all": mark("Show all"),
    "details": mark("Details"),
    "details_of": mark("Details: {title}"),
    "close": mark("Close"),
    "previous": mark("Picture before"),
    "next": mark("Next picture"),
    "place": mark("{n} of {total}"),
    "compare": mark("Compare"),
    "compare_it": mark("Compare: {title}"),
    "marked": mark("Marked to compare: {n}"),
    "side_by_side": mark("Side by side"),
    "one_more": mark("Mark one more picture to compare."),
    "at_most": mark("At most four pictures can stand side by side."),
    "unmark_all": mark("Remove marks"),
    "copy": mark("Copy"),
    "copy_digest": mark("Copy the SHA-256"),
    "copied": mark("Copied."),
    "not_copied": mark("Copying did not work. Select the digits and copy them by hand."),
    "check_file": mark("Check a file …"),
    "checking": mark("The file is being read …"),
    "same": mark("{file} is unchanged: it is the original file of this picture."),
    "other": mark("{file} is not the original file of this picture, or it was changed."),
    "unread": mark("{file} cannot be read."),
    "keyboard": mark("Keyboard"),
    "key_arrows": mark("picture before, next picture"),
    "key_ends": mark("first picture, last picture"),
    "key_escape": mark("Close"),
    "key_tab": mark("to the next button or link"),
}
"""Texts of the script by name."""


def choose_words(say: Language) -> dict[str, str]:
    """The texts of the page by name."""
    return {
        "tandems": say.text("Peer-learning tandems"),
        "prompt": say.text("Prompt"),
        "chosen": say.text("Chosen by the tandem"),
        "full_size": say.text("Picture in full size"),
        "original": say.text("Original file as received"),
        "whole_prompt": say.text("The whole prompt"),
        "to_print": say.text("For the printer"),
        "nothing": say.text("No prompts yet."),
        "to_top": say.text("Back to the top"),
        "skip": say.text("Skip to the pictures"),
        "up": say.text("All tandems"),
        "all_of_tandem": say.text("All pictures of this tandem"),
        "details": say.text("Details"),
        "from_answers": say.text("From the answers"),
        "origin": say.text("Where this picture comes from"),
        "files": say.text("Files"),
        "check": say.text("Is a picture unchanged?"),
        "check_why": say.text(
            "The SHA-256 is the fingerprint of the original file, taken when it arrived. It stays "
            "the same as long as nothing in the file is changed, and only then. Work it out anew "
            "and compare all the digits:"
        ),
        "check_where": say.text("In a terminal that was opened in the folder of this page:"),
        "check_all": say.text(
            "All files of all tandems at once, in the workshop’s folder, which holds “outputs”:"
        ),
        "disclaimer": say.text(
            "Every picture shows an imagined place. None is a photograph, a plan or a forecast."
        ),
    }
