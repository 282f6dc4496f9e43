package io.boxoffice.services.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What organisers write, on pages. */
class MarkdownTest {
    @Test
    void shouldDrawWhatOrganisersWriteBelowThePagesTitle() {
        assertEquals(
                "<h2>A</h2>\n<p>A <strong>keeper</strong>, <em>alone</em>.<br />Still</p>\n<ul><li>one</li><li>two</li></ul>",
                Markdown.html("# A\n\nA **keeper**, *alone*.\nStill\n\n- one\n- two")
                        .replace("<ul>\n", "<ul>")
                        .replace("</li>\n", "</li>")
                        .strip());
        assertEquals("", Markdown.html(null));
        assertEquals("", Markdown.html(" \n"));
    }

    @Test
    void shouldLinkOutWithoutVouchingForIt() {
        String html = Markdown.html("[more](https://paper.example/a?b=1&c=2 \"title\")");

        assertEquals(
                "<p><a href=\"https://paper.example/a?b&#61;1&amp;c&#61;2\" rel=\"nofollow noopener ugc\">more</a></p>",
                html.strip());
    }

    @Test
    void shouldLeaveNothingThatRunsOrIsFetchedFromElsewhere() {
        List<String> hostile = List.of(
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "![x](https://elsewhere.example/x.png)",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt&colon;alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](vbscript:x)",
                "<https://a.example/\" onmouseover=\"alert(1)>",
                "```html onload=\n<iframe src=//elsewhere.example>\n```",
                "<a href='https://a.example' style='position:fixed' onclick='x()'>a</a>",
                "[x]: javascript:alert(1)\n[x]",
                "<svg/onload=alert(1)>",
                "# <style>*{display:none}</style>");
        for (String text : hostile) {
            String html = Markdown.html(text).toLowerCase(Locale.ROOT);
            for (String part : List.of(
                    "<script",
                    "<img",
                    "<iframe",
                    "<svg",
                    "<style",
                    "style=",
                    "href=\"javascript",
                    "href=\"data",
                    "href=\"vb")) {
                assertFalse(html.contains(part), text + " became " + html);
            }
            // What was written as HTML is text: no attribute stands within an element.
            assertFalse(html.matches("(?s).*<[a-z0-9]+[^>]*\\son\\w+=.*"), text + " became " + html);
        }
    }

    @Test
    void shouldTellTheFirstWordsWithoutMarks() {
        assertEquals(
                "A keeper finds a message.",
                Markdown.firstWords("# Title\n\nA **keeper** finds\na [message](https://a.example).\n\nMore"));
        assertEquals("", Markdown.firstWords("# Title"));
        assertEquals("", Markdown.firstWords(null));
    }
}
