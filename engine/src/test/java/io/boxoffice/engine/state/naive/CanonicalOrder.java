package io.boxoffice.engine.state.naive;

import io.boxoffice.engine.state.StateHash;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.RefundStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Hashes the world in the canonical order. */
final class CanonicalOrder {
    private CanonicalOrder() {}

    static long hash(World world) {
        StateHash hash = new StateHash();
        hash.add(world.sequence).add(world.nowMs);
        add(hash, world.limits);
        hash.add(world.maps.size());
        world.maps.forEach((id, m) -> {
            hash.add(id).add(m.hallId()).add(m.crc32c()).add(m.map().seatCount());
            if (world.limits.seatMapRetentionMs() > 0) {
                hash.add(world.unusedSinceMs.getOrDefault(id, -1L));
            }
        });
        hash.add(world.uploads.size());
        world.uploads.forEach((id, u) -> {
            hash.add(id)
                    .add(u.kind.value())
                    .add(u.targetId)
                    .add(u.ownerId)
                    .add(u.byteLength)
                    .add(u.crc32c);
            hash.add(u.received()).add(UploadRules.crc32c(u)).add(u.deadlineMs);
        });
        hash.add(world.shows.size());
        world.shows.values().forEach(show -> add(hash, world, show));
        hash.add(world.lastReservationId).add(world.reservations.size());
        world.reservations.values().forEach(r -> add(hash, world, r));
        hash.add(world.pendingWork.size());
        world.pendingWork.forEach(hash::add);
        return hash.value();
    }

    private static void add(StateHash hash, World.Limits l) {
        hash.add(l.behaviourVersion())
                .add(l.maxSeatMaps())
                .add(l.maxSeatsPerMap())
                .add(l.maxShows());
        hash.add(l.maxSeatsOnSale())
                .add(l.maxReservations())
                .add(l.maxUploads())
                .add(l.uploadTtlMs());
        hash.add(l.maxUnitsPerHold())
                .add(l.maxHoldTtlMs())
                .add(l.maxExtensions())
                .add(l.paymentWindowMs());
        hash.add(l.maxPaymentAttempts()).add(l.lapsedRetentionMs()).add(l.maxKeysPerReservation());
        hash.add(l.workPerCommand());
        if (l.behaviourVersion() >= 2) {
            hash.add(l.seatMapRetentionMs());
        }
        if (l.behaviourVersion() >= 3) {
            hash.add(l.maxHoldLifeMs()).add(l.maxStateBytes()).add(l.checkInUploadWindowMs());
        }
    }

    private static void add(StateHash hash, World world, World.Show show) {
        World.ShowRules rules = show.rules;
        hash.add(show.showId).add(show.seatMapId).add(rules.eventId()).add(rules.venueId());
        hash.add(rules.organizerId()).add(rules.startsAtMs()).add(rules.endsAtMs());
        hash.add(rules.onSaleFromMs()).add(rules.onSaleUntilMs()).add(rules.cancelUntilMs());
        hash.add(rules.holdTtlMs()).add(rules.maxUnitsPerHold()).add(rules.maxUnitsPerCustomer());
        show.currency.chars().forEach(hash::add);
        hash.add(rules.strandedSeatRule() ? 1 : 0).add(show.status.value()).add(show.priceVersion);
        if (world.limits.behaviourVersion() >= 3) {
            hash.add(show.checkInFromMs).add(show.checkInUntilMs).add(show.latestEndMs);
            for (int area = 0; area < show.map.areaCount(); area++) {
                hash.add(show.blockedPlaces.getOrDefault(area, 0));
            }
        }
        Map<Integer, World.Reservation> owners = world.owners(show);
        for (int seat = 0; seat < show.map.seatCount(); seat++) {
            World.Reservation owner = owners.get(seat);
            hash.add(owner != null ? owner.id : -show.blocked.getOrDefault(seat, 0));
        }
        for (int area = 0; area < show.map.areaCount(); area++) {
            hash.add(world.areaHeld(show, area)).add(world.areaSold(show, area));
        }
        if (world.limits.behaviourVersion() >= 3) {
            addPrices(hash, show);
        } else if (show.prices != null) {
            for (int seat = 0; seat < show.map.seatCount(); seat++) {
                hash.add(show.prices.seatPrice(seat));
            }
            for (int area = 0; area < show.map.areaCount(); area++) {
                hash.add(show.prices.areaPrice(area));
            }
        }
    }

    private static void addPrices(StateHash hash, World.Show show) {
        PriceList prices = show.prices;
        if (prices != null) {
            hash.add(prices.typeCount()).add(prices.companions());
            for (int priceClass = 0; priceClass < prices.classCount(); priceClass++) {
                for (int type = 0; type < prices.typeCount(); type++) {
                    hash.add(prices.amount(priceClass, type));
                }
            }
            for (int seat = 0; seat < show.map.seatCount(); seat++) {
                hash.add(prices.seatClass(seat));
            }
            for (int area = 0; area < show.map.areaCount(); area++) {
                hash.add(prices.areaClass(area));
            }
        }
        hash.add(show.laterAmounts.size());
        show.laterAmounts.forEach((fromMs, amounts) -> {
            hash.add(fromMs);
            for (long amount : amounts) {
                hash.add(amount);
            }
        });
    }

    private static void add(StateHash hash, World world, World.Reservation r) {
        hash.add(r.id).add(r.show.showId).add(r.customerId).add(r.createdAtMs).add(r.deadlineMs);
        hash.add(r.timerMs())
                .add(r.reference)
                .add(r.amount())
                .add(r.attemptAmount)
                .add(r.paidAmount);
        hash.add(r.refunds(RefundStatus.DUE));
        hash.add(r.refunds(RefundStatus.REFUNDED));
        hash.add(r.status.value()).add(r.paymentStatus.value());
        hash.add(r.attempt).add(r.extensions).add(r.cancellations);
        boolean version3 = world.limits.behaviourVersion() >= 3;
        if (version3) {
            hash.add((int) r.credentialNumber).add(r.deadlineBeforePaymentMs);
        }
        hash.add(r.units.size());
        for (World.Unit u : r.units) {
            hash.add(u.unit).add(u.price).add(u.flags()).add(u.cancellation).add(u.checkedInAtMs());
            if (version3) {
                hash.add(u.listPrice).add(u.ticketType).add((byte) u.generation).add(u.block);
                hash.add(u.scans.size());
                u.scans.forEach(s -> hash.add(s.kind.ordinal() + 1)
                        .add(s.deviceId)
                        .add(s.scannedAtMs)
                        .add(s.atMs)
                        .add(s.gate));
            }
        }
        hash.add(r.refunds.size());
        for (World.Refund f : r.refunds) {
            hash.add(f.amount).add(f.attempt).add(f.status.value()).add(f.reason.value());
        }
        List<World.Key> sorted = r.keys.stream()
                .sorted(Comparator.<World.Key>comparingLong(k -> k.hi).thenComparingLong(k -> k.lo))
                .toList();
        hash.add(sorted.size());
        for (World.Key k : sorted) {
            hash.add(k.hi)
                    .add(k.lo)
                    .add(k.bodyHash)
                    .add(k.kind.ordinal())
                    .add(k.sequence)
                    .add(k.timeMs);
            hash.add(k.deadlineMs).add(k.number).add(k.outcome + 256 * k.decision.ordinal());
        }
    }
}
