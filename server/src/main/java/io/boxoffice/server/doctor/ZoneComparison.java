package io.boxoffice.server.doctor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares Java's time-zone database with PostgreSQL's, in the zones of venues, for shows that can be made. Java's is the one that
 * decides; where PostgreSQL's differs, what people ask PostgreSQL themselves differs from what the server says.
 */
final class ZoneComparison {
    private static final String SUBJECT = "time zones";
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String NOT_GRANTED = "42501";
    private static final String UNKNOWN_ZONE = "22023";
    /** As far ahead as shows may be by default. */
    private static final int YEARS = 5;

    private static final int MAX_TOLD = 8;

    private final Connection connection;
    private final Instant from;

    private ZoneComparison(Connection connection, Instant from) {
        this.connection = connection;
        this.from = from;
    }

    /**
     * @param from compared are the five years from then on
     */
    static Finding of(Connection connection, Instant from) throws SQLException {
        List<String> zones = zonesInUse(connection);
        List<String> differences = new ArrayList<>();
        ZoneComparison comparison = new ZoneComparison(connection, from);
        for (String zone : zones) {
            String difference = comparison.difference(zone);
            if (difference != null) {
                differences.add(difference);
            }
        }
        String java = "Java's " + ZoneRulesProvider.getVersions("UTC").lastKey();
        if (differences.isEmpty()) {
            return Finding.ok(SUBJECT, java + " and PostgreSQL's agree on " + zones.size() + " of venues");
        }
        List<String> told = differences.subList(0, Math.min(MAX_TOLD, differences.size()));
        return Finding.warn(
                SUBJECT,
                java + " decides; PostgreSQL's differs on " + differences.size() + " of " + zones.size() + ": "
                        + String.join("; ", told),
                "bring the older one up to date (a newer JDK, or PostgreSQL's tzdata)");
    }

    /** None before there is a catalog. */
    private static List<String> zonesInUse(Connection connection) throws SQLException {
        List<String> zones = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT DISTINCT timezone FROM catalog.venues ORDER BY timezone")) {
            while (rows.next()) {
                zones.add(rows.getString(1));
            }
        } catch (SQLException e) {
            if (!UNDEFINED_TABLE.equals(e.getSQLState()) && !NOT_GRANTED.equals(e.getSQLState())) {
                throw e;
            }
        }
        return zones;
    }

    /** What differs about a zone, or null. */
    private String difference(String zone) throws SQLException {
        ZoneRules rules;
        try {
            rules = ZoneId.of(zone).getRules();
        } catch (DateTimeException e) {
            return zone + " is unknown to Java";
        }
        try (PreparedStatement days = connection.prepareStatement("""
                SELECT extract(epoch FROM t), extract(epoch FROM (t AT TIME ZONE ?) - (t AT TIME ZONE 'UTC'))
                FROM generate_series(to_timestamp(?), to_timestamp(?) + make_interval(years => ?), interval '1 day') t""")) {
            days.setString(1, zone);
            days.setDouble(2, from.getEpochSecond());
            days.setDouble(3, from.getEpochSecond());
            days.setInt(4, YEARS);
            try (ResultSet rows = days.executeQuery()) {
                while (rows.next()) {
                    Instant at = Instant.ofEpochSecond(rows.getLong(1));
                    int offset = rows.getInt(2);
                    if (rules.getOffset(at).getTotalSeconds() != offset) {
                        return "%s from %s on (Java %s, PostgreSQL %s)"
                                .formatted(
                                        zone,
                                        LocalDate.ofInstant(at, ZoneOffset.UTC),
                                        rules.getOffset(at),
                                        ZoneOffset.ofTotalSeconds(offset));
                    }
                }
            }
        } catch (SQLException e) {
            if (UNKNOWN_ZONE.equals(e.getSQLState())) {
                return zone + " is unknown to PostgreSQL";
            }
            throw e;
        }
        return null;
    }
}
