package io.boxoffice.gateway.status;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Numbers as operators read them. */
public final class Numbers {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss 'UTC'", Locale.ENGLISH);
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final double UNIT = 1024;

    private Numbers() {}

    /** 1,234,567. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** 1 command; 2 commands. */
    public static String count(long number, String one, String many) {
        return count(number) + ' ' + (number == 1 ? one : many);
    }

    /** 1.5 GiB. */
    public static String bytes(long number) {
        double left = number;
        int unit = 0;
        while (left >= UNIT) {
            left /= UNIT;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", left, UNITS[unit]);
    }

    /** 8 ms, 12 s, 14 min, 3 h 20 min, 2 d 5 h. */
    public static String duration(long ms) {
        long seconds = TimeUnit.MILLISECONDS.toSeconds(ms);
        long minutes = TimeUnit.MILLISECONDS.toMinutes(ms);
        long hours = TimeUnit.MILLISECONDS.toHours(ms);
        long days = TimeUnit.MILLISECONDS.toDays(ms);
        if (seconds == 0) {
            return Math.max(0, ms) + " ms";
        } else if (minutes < 2) {
            return seconds + " s";
        } else if (hours == 0) {
            return minutes + " min";
        } else if (days == 0) {
            return hours + " h " + minutes % 60 + " min";
        }
        return days + " d " + hours % 24 + " h";
    }

    /** 03:14:07 UTC, with the day when it is another one than {@code now}'s. */
    public static String time(Instant instant, Instant now) {
        boolean today = instant.atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .equals(now.atOffset(ZoneOffset.UTC).toLocalDate());
        return (today ? TIME : DAY_AND_TIME).format(instant.atOffset(ZoneOffset.UTC));
    }
}
