package io.boxoffice.services;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.ArgType;
import com.ibm.icu.text.MessagePattern.Part;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One message of a catalogue, compiled from ICU's syntax into a tree: text, {@code {name}}, {@code plural} and {@code select}.
 * Immutable; any thread.
 */
final class Message {
    private static final String OTHER = "other";
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_ISOLATE = '\u2069';

    /** The values of a message's arguments: names and values in turns. */
    private record Values(Object[] pairs) {
        Object get(String name) {
            for (int i = 0; i < pairs.length; i += 2) {
                if (pairs[i].equals(name)) {
                    return pairs[i + 1];
                }
            }
            throw new IllegalArgumentException("no value for {" + name + "}");
        }
    }

    private interface Node {
        void write(Values values, StringBuilder out);
    }

    private record Text(String text) implements Node {
        @Override
        public void write(Values values, StringBuilder out) {
            out.append(text);
        }
    }

    private record Value(String name, Locale locale, boolean rightToLeft) implements Node {
        @Override
        public void write(Values values, StringBuilder out) {
            Object value = values.get(name);
            if (value instanceof Integer || value instanceof Long) {
                out.append(String.format(locale, "%,d", ((Number) value).longValue()));
            } else {
                isolate(value.toString(), out);
            }
        }

        /** A name in letters of the other direction must not turn round the sentence that it stands in. */
        private void isolate(String text, StringBuilder out) {
            int isolates = 0;
            boolean turns = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                isolates += c == FIRST_STRONG_ISOLATE ? 1 : c == POP_ISOLATE ? -1 : 0;
                turns |= isolates == 0 && isRead(c, !rightToLeft);
            }
            if (turns) {
                out.append(FIRST_STRONG_ISOLATE).append(text).append(POP_ISOLATE);
            } else {
                out.append(text);
            }
        }

        private static boolean isRead(char letter, boolean rightToLeft) {
            return switch (Character.getDirectionality(letter)) {
                case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> !rightToLeft;
                case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC ->
                    rightToLeft;
                default -> false;
            };
        }
    }

    private record Choice(String name, PluralRules rules, Map<String, List<Node>> ways) implements Node {
        @Override
        public void write(Values values, StringBuilder out) {
            List<Node> way;
            if (rules == null) {
                way = ways.get(values.get(name).toString());
            } else {
                long number = ((Number) values.get(name)).longValue();
                way = ways.get("=" + number);
                way = way == null ? ways.get(rules.select(number)) : way;
            }
            (way == null ? ways.get(OTHER) : way).forEach(node -> node.write(values, out));
        }
    }

    private final Locale locale;
    private final boolean rightToLeft;
    private final MessagePattern pattern;
    private final SortedSet<String> arguments = new TreeSet<>();
    private final List<Node> nodes;

    /**
     * @throws IllegalArgumentException when it is not in ICU's syntax, or in a part of it that is not compiled
     */
    Message(String text, Locale locale) {
        this.locale = locale;
        rightToLeft = ULocale.forLocale(locale).isRightToLeft();
        pattern = new MessagePattern(text);
        nodes = compile(0, null);
    }

    /** The names of its arguments. */
    SortedSet<String> arguments() {
        return arguments;
    }

    /**
     * @param pairs names and values of arguments, in turns
     * @throws IllegalArgumentException when an argument has no value
     */
    String format(Object... pairs) {
        if (nodes.size() == 1 && nodes.get(0) instanceof Text only) {
            return only.text;
        }
        StringBuilder out = new StringBuilder();
        Values values = new Values(pairs);
        nodes.forEach(node -> node.write(values, out));
        return out.toString();
    }

    /** The message that begins at a part; {@code counted}: what # stands for. */
    private List<Node> compile(int start, String counted) {
        List<Node> compiled = new ArrayList<>();
        int limit = pattern.getLimitPartIndex(start);
        int end = pattern.getPart(start).getLimit();
        for (int i = start + 1; i <= limit; i++) {
            Part part = pattern.getPart(i);
            if (part.getIndex() > end) {
                compiled.add(new Text(pattern.getPatternString().substring(end, part.getIndex())));
            }
            end = part.getLimit();
            switch (part.getType()) {
                case ARG_START -> {
                    compiled.add(argument(i));
                    i = pattern.getLimitPartIndex(i);
                    end = pattern.getPart(i).getLimit();
                }
                case REPLACE_NUMBER -> compiled.add(new Value(counted, locale, rightToLeft));
                case INSERT_CHAR -> compiled.add(new Text(Character.toString((char) part.getValue())));
                default -> {
                    // Quotes, and the end.
                }
            }
        }
        return compiled;
    }

    private Node argument(int start) {
        ArgType type = pattern.getPart(start).getArgType();
        String name = pattern.getSubstring(pattern.getPart(start + 1));
        arguments.add(name);
        if (type == ArgType.NONE) {
            return new Value(name, locale, rightToLeft);
        }
        if (type != ArgType.PLURAL && type != ArgType.SELECT) {
            throw new IllegalArgumentException("{" + name + "} is of a kind that is not compiled: " + type);
        }
        Map<String, List<Node>> ways = new LinkedHashMap<>();
        int i = start + 2;
        while (pattern.getPartType(i) == Part.Type.ARG_SELECTOR) {
            String selector = pattern.getSubstring(pattern.getPart(i++));
            if (pattern.getPartType(i) != Part.Type.MSG_START) {
                i++;
            }
            ways.put(selector, compile(i, name));
            i = pattern.getLimitPartIndex(i) + 1;
        }
        return new Choice(name, type == ArgType.PLURAL ? PluralRules.forLocale(locale) : null, ways);
    }
}
