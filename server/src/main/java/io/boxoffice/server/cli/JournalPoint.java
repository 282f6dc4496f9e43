package io.boxoffice.server.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A point in the journal: after a sequence, or at an instant.
 *
 * @param sequence the last command that counts; {@link Long#MAX_VALUE} when the time decides
 * @param timeMs   the last instant that counts, epoch milliseconds; {@link Long#MAX_VALUE} when the sequence decides
 */
public record JournalPoint(long sequence, long timeMs) {
    /** The end, wherever it is. */
    public static final JournalPoint END = new JournalPoint(Long.MAX_VALUE, Long.MAX_VALUE);

    /** Whether a command lies at or before this point. */
    public boolean includes(long commandSequence, long commandTimeMs) {
        return commandSequence <= sequence && commandTimeMs <= timeMs;
    }

    /** Reads a sequence such as 1234, or a time such as 2026-07-01T20:15:00Z. */
    static final class Converter implements ITypeConverter<JournalPoint> {
        @Override
        public JournalPoint convert(String text) {
            if (text.matches("\\d{1,18}")) {
                return new JournalPoint(Long.parseLong(text), Long.MAX_VALUE);
            }
            try {
                Instant time = OffsetDateTime.parse(text).toInstant();
                return new JournalPoint(Long.MAX_VALUE, time.toEpochMilli());
            } catch (DateTimeException | ArithmeticException e) {
                throw new TypeConversionException(
                        "'" + text + "' is neither a sequence such as 1234 nor a time such as 2026-07-01T20:15:00Z");
            }
        }
    }
}
