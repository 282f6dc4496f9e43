package io.boxoffice.services.notification;

import java.util.List;

/**
 * What a mail says, before it is drawn as text and as HTML.
 *
 * @param language   its code
 * @param direction  {@code ltr} or {@code rtl}
 * @param paragraphs below the heading
 * @param button     what the link is called; null: there is no link
 * @param link       where it leads; null: nowhere
 * @param hint       below the link, or null
 */
public record Letter(
        String language,
        String direction,
        String subject,
        String heading,
        List<String> paragraphs,
        List<Fact> facts,
        String button,
        String link,
        String hint,
        String footer) {
    /** A line of what it is about. */
    public record Fact(String name, List<String> lines) {
        public Fact {
            lines = List.copyOf(lines);
        }
    }

    public Letter {
        paragraphs = List.copyOf(paragraphs);
        facts = List.copyOf(facts);
    }

    /** As plain text. */
    String plain() {
        StringBuilder text = new StringBuilder(heading).append("\r\n\r\n");
        paragraphs.forEach(paragraph -> text.append(paragraph).append("\r\n\r\n"));
        for (Fact fact : facts) {
            text.append(fact.name)
                    .append(": ")
                    .append(String.join("\r\n    ", fact.lines))
                    .append("\r\n");
        }
        if (link != null) {
            text.append("\r\n").append(button).append(":\r\n").append(link).append("\r\n");
        }
        if (hint != null) {
            text.append("\r\n").append(hint).append("\r\n");
        }
        return text.append("\r\n-- \r\n").append(footer).append("\r\n").toString();
    }
}
