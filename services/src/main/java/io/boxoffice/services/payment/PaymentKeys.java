package io.boxoffice.services.payment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys under which the provider knows attempts and refunds. Reservation ids are plain sequences, so the journal's id
 * keeps those of two installations apart.
 *
 * <p>A journal that was restored from a backup gives ids a second time which the original, after the backup, may have given to
 * others and paid for. So the reservations made since a restore go under a prefix of its own; those made before keep their
 * keys, and the provider finds what it knows of them.
 */
public final class PaymentKeys {
    private static final String LINE = "\\d{1,18} [0-9a-f]{1,32}";

    private final String prefix;
    private final List<Restore> restores;

    /**
     * A restore from a backup.
     *
     * @param lastReservation the last id that the backup's journal had given
     * @param mark            random, in hexadecimal digits, at most 32
     */
    public record Restore(long lastReservation, String mark) {
        /** As it stands in the file. */
        public String line() {
            return lastReservation + " " + mark;
        }
    }

    public PaymentKeys(long journalId) {
        this(journalId, List.of());
    }

    /**
     * @param restores the oldest one first
     */
    public PaymentKeys(long journalId, List<Restore> restores) {
        prefix = Long.toHexString(journalId) + '-';
        this.restores = List.copyOf(restores);
    }

    /**
     * Reads the restores that a data directory went through, a line each.
     *
     * @param file need not be there
     * @throws IllegalStateException when it cannot be read: with wrong keys money might go to the wrong place
     */
    public static List<Restore> readRestores(Path file) {
        List<Restore> restores = new ArrayList<>();
        if (!Files.exists(file)) {
            return restores;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.matches(LINE)) {
                    throw new IllegalStateException(file + " is damaged: restore it from the backup: " + line);
                }
                String[] parts = line.split(" ");
                restores.add(new Restore(Long.parseLong(parts[0]), parts[1]));
            }
            return restores;
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file + ": " + e, e);
        }
    }

    public String attempt(long reservationId, int attempt) {
        return prefixOf(reservationId) + reservationId + '-' + attempt;
    }

    public String refund(long reservationId, int attempt, int refund) {
        return attempt(reservationId, attempt) + "-r" + refund;
    }

    /** Under which everything goes back that an attempt holds for a reservation the core does not know. */
    public String stray(long reservationId, int attempt) {
        return attempt(reservationId, attempt) + "-s";
    }

    /** Under which an attempt that is given up is voided. */
    public String abandon(long reservationId, int attempt) {
        return attempt(reservationId, attempt) + "-v";
    }

    /** That of the last restore before the reservation was made. */
    private String prefixOf(long reservationId) {
        for (int i = restores.size() - 1; i >= 0; i--) {
            if (reservationId > restores.get(i).lastReservation()) {
                return prefix + restores.get(i).mark() + '-';
            }
        }
        return prefix;
    }
}
