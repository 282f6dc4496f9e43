package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.RejectReason;

/** A retry with the same key gets the first answer again. */
final class Keys {
    private final World world;

    Keys(World world) {
        this.world = world;
    }

    /** The key's entry when it was seen before, else null. */
    World.Key seen(World.KeyKind kind, long hi, long lo, long bodyHash) {
        if (hi == 0 && lo == 0) {
            return null;
        }
        for (World.Reservation r : world.reservations.values()) {
            for (World.Key key : r.keys) {
                if (key.hi == hi && key.lo == lo) {
                    if (key.kind != kind || key.bodyHash != bodyHash) {
                        throw new Rejection(RejectReason.KEY_REUSED);
                    }
                    return key;
                }
            }
        }
        return null;
    }

    void requireRoom(World.Reservation r, long hi, long lo) {
        if ((hi != 0 || lo != 0) && r.keys.size() >= world.limits.maxKeysPerReservation()) {
            throw new Rejection(RejectReason.LIMIT_EXCEEDED, world.limits.maxKeysPerReservation());
        }
    }

    /** Returns the entry; null when no key was given. */
    World.Key remember(
            World.Reservation r, World.KeyKind kind, long hi, long lo, long bodyHash, int number, int outcome) {
        if (hi == 0 && lo == 0) {
            return null;
        }
        World.Key key = new World.Key();
        key.hi = hi;
        key.lo = lo;
        key.bodyHash = bodyHash;
        key.kind = kind;
        key.sequence = world.sequence;
        key.timeMs = world.nowMs;
        key.deadlineMs = r.deadlineMs;
        key.number = number;
        key.outcome = outcome;
        key.reservation = r;
        r.keys.add(key);
        return key;
    }

    /** The first key of that kind, or null. */
    World.Key first(World.Reservation r, World.KeyKind kind) {
        return r.keys.stream().filter(key -> key.kind == kind).findFirst().orElse(null);
    }

    void noteDeclined(World.Reservation r, int attempt, DeclineReason reason) {
        for (World.Key key : r.keys) {
            boolean open = world.limits.behaviourVersion() < 3 || key.decision == World.Decision.NONE;
            if (key.kind == World.KeyKind.PAYMENT && key.number == attempt && open) {
                key.outcome = reason.value();
            }
        }
        noteDecided(r, attempt, World.Decision.DECLINED);
    }

    /** From version 3 on, what came of an attempt first is what a retry hears. */
    void noteDecided(World.Reservation r, int attempt, World.Decision decision) {
        for (World.Key key : r.keys) {
            boolean open = world.limits.behaviourVersion() >= 3 && key.decision == World.Decision.NONE;
            if (key.kind == World.KeyKind.PAYMENT && key.number == attempt && open) {
                key.decision = decision;
            }
        }
    }

    DeclineReason declineReason(World.Reservation r, int attempt) {
        return r.keys.stream()
                .filter(k -> k.kind == World.KeyKind.PAYMENT && k.number == attempt)
                .findAny()
                .map(k -> DeclineReason.get((short) k.outcome))
                .orElse(DeclineReason.UNSPECIFIED);
    }
}
