package io.boxoffice.gateway.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How all parts stand, the worst first, and since when. It learns that something has changed when somebody looks: the admin port does
 * so once a second. Any thread.
 */
public final class StatusBoard {
    private static final Logger LOG = LoggerFactory.getLogger(StatusBoard.class);
    private static final int CHANGES_KEPT = 12;

    private final String whileSelling;
    private final StatusLimits limits;
    private final Clock clock;
    private final List<Watched> parts = new ArrayList<>();
    private final Deque<Change> changes = new ArrayDeque<>();

    /**
     * @param whileSelling what is said first unless a part keeps people from buying: "People can buy."; empty where
     *                     nothing is sold
     */
    public StatusBoard(String whileSelling, StatusLimits limits, Clock clock) {
        this.whileSelling = whileSelling;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * A part and how it stands.
     *
     * @param since   when this level was first seen
     * @param howLong the level has lasted
     */
    public record Line(String name, PartState state, Instant since, Duration howLong) {
        /** For people: "03:14:07 UTC". */
        public String sinceText() {
            return Numbers.time(since, since.plus(howLong));
        }

        /** For people: "14 min". */
        public String howLongText() {
            return Numbers.duration(howLong.toMillis());
        }
    }

    /** A part came to stand otherwise. */
    public record Change(Instant at, String name, Level from, Level to) {
        /** For people: "03:14:07 UTC". */
        public String timeText(Instant now) {
            return Numbers.time(at, now);
        }
    }

    /**
     * All of it at an instant.
     *
     * @param headline a sentence or two: the answer to "what is wrong?"
     * @param lines    the worst first, otherwise in the order in which the parts came
     * @param changes  the last ones, the newest first
     */
    public record Look(Instant at, String headline, List<Line> lines, List<Change> changes) {
        /** Of the worst part. */
        public Level level() {
            return lines.isEmpty() ? Level.UP : lines.get(0).state().level();
        }

        /** Which parts are not well: "Needs you: Disk. Behind: Search, Mails."; empty when all are. */
        public String names() {
            return List.of(Level.NOT_SELLING, Level.NEEDS_YOU, Level.BEHIND).stream()
                    .filter(level -> !at(level).isEmpty())
                    .map(level -> level.label() + ": "
                            + at(level).stream().map(Line::name).collect(Collectors.joining(", ")) + ".")
                    .collect(Collectors.joining(" "));
        }

        /** Those that somebody has to read. */
        public List<Line> unwell() {
            return lines.stream()
                    .filter(line -> line.state().level().compareTo(Level.UP) < 0)
                    .toList();
        }

        /** The others. */
        public List<Line> well() {
            return lines.stream()
                    .filter(line -> line.state().level().compareTo(Level.UP) >= 0)
                    .toList();
        }

        private List<Line> at(Level level) {
            return lines.stream().filter(line -> line.state().level() == level).toList();
        }
    }

    /** Adds a part; one of the same name takes the place of the former one. */
    public synchronized void add(Part part) {
        for (Watched watched : parts) {
            if (watched.part.name().equals(part.name())) {
                watched.part = part;
                return;
            }
        }
        parts.add(new Watched(part));
    }

    /** Looks at all parts. */
    public synchronized Look look() {
        Instant now = clock.instant();
        List<Line> lines = new ArrayList<>();
        for (Watched watched : parts) {
            lines.add(watched.look(now));
        }
        lines.sort(Comparator.comparing(line -> line.state().level()));
        Level worst = lines.isEmpty() ? Level.UP : lines.get(0).state().level();
        return new Look(now, headline(worst), List.copyOf(lines), List.copyOf(changes));
    }

    private String headline(Level worst) {
        String wrong =
                switch (worst) {
                    case NOT_SELLING -> "Nobody can buy.";
                    case NEEDS_YOU -> "Something needs you.";
                    case BEHIND -> "Something is behind.";
                    default -> "Everything is up.";
                };
        return worst == Level.NOT_SELLING || whileSelling.isEmpty() ? wrong : whileSelling + ' ' + wrong;
    }

    private final class Watched {
        private Part part;
        private Level level;
        private Instant since;

        private Watched(Part part) {
            this.part = part;
        }

        private Line look(Instant now) {
            PartState state = ask();
            if (level != state.level()) {
                if (level != null) {
                    changes.addFirst(new Change(now, part.name(), level, state.level()));
                    LOG.info("{}: {}. {}", part.name(), state.level().label(), state.says());
                }
                if (changes.size() > CHANGES_KEPT) {
                    changes.removeLast();
                }
                level = state.level();
                since = now;
            }
            return new Line(part.name(), state, since, Duration.between(since, now));
        }

        private PartState ask() {
            try {
                return part.look().apply(limits);
            } catch (RuntimeException e) {
                LOG.debug("{} cannot be looked at", part.name(), e);
                return PartState.needsYou("How it stands is not known: " + e);
            }
        }
    }
}
