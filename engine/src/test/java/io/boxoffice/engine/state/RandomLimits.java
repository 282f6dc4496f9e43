package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.ConfigureDecoder;
import io.boxoffice.protocol.sbe.ConfigureEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/** The limits of a hostile season: small, so that all are hit. */
final class RandomLimits {
    private final Random random;

    /** For seat maps that are forgotten, apart, so that the rest of a seed's stream is what it was before there was such a thing. */
    private final Random forgetting;

    private final RandomLives lives;
    private final boolean shortSeason;

    RandomLimits(Random random, Random forgetting, RandomLives lives, boolean shortSeason) {
        this.random = random;
        this.forgetting = forgetting;
        this.lives = lives;
        this.shortSeason = shortSeason;
    }

    /** The command of a program of a version. */
    byte[] configure(int version) {
        ConfigureCommand command = new ConfigureCommand()
                .with(e -> e.maxSeatMaps(5).maxSeatsPerMap(random.nextInt(5) == 0 ? 20 : 40))
                .with(e -> e.maxShows(RandomCommands.SHOWS - 1)
                        .maxSeatsOnSale(140)
                        .maxReservations(20 + random.nextInt(40)))
                .with(e -> e.maxUploads(3).uploadTtlMs(20_000).maxUnitsPerHold(8 + random.nextInt(3)))
                .with(e -> e.maxHoldTtlMs(12_000).maxExtensions(2).paymentWindowMs(8_000))
                .with(e -> e.maxPaymentAttempts(2 + random.nextInt(2)).maxKeysPerReservation(4))
                .with(e -> e.lapsedRetentionMs(random.nextInt(3) * 10_000L).workPerCommand(1 + random.nextInt(4)))
                .with(e -> e.maxUploads(random.nextInt(20) == 0 ? 0 : 3))
                .with(this::widen)
                .with(e -> e.seatMapRetentionMs(forgetting.nextInt(4) * 7_000L));
        if (version >= 3) {
            command.with(lives::configure);
        }
        // Now and then as an older program wrote it.
        return version == 1 || forgetting.nextInt(6) == 0 && version == 2
                ? command.encodeAsVersion1()
                : command.with(e -> e.behaviourVersion(version)).encode();
    }

    private void widen(ConfigureEncoder e) {
        if (shortSeason) {
            e.maxSeatsPerMap(40)
                    .maxShows(RandomCommands.SHOWS)
                    .maxSeatsOnSale(400)
                    .maxHoldTtlMs(20_000)
                    .maxUploads(3)
                    .maxUnitsPerHold(10);
        }
    }

    /** Bytes as they are, unless they became a Configure of rules that no program knows: a journal of those is refused by stopping. */
    static byte[] ofKnownRules(byte[] garbage) {
        int whole = MessageHeaderDecoder.ENCODED_LENGTH + ConfigureDecoder.BLOCK_LENGTH;
        UnsafeBuffer buffer = new UnsafeBuffer(Arrays.copyOf(garbage, Math.max(garbage.length, whole)));
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        boolean configures = header.templateId() == ConfigureDecoder.TEMPLATE_ID;
        int rules = buffer.getShort(
                        MessageHeaderDecoder.ENCODED_LENGTH + ConfigureDecoder.behaviourVersionEncodingOffset(),
                        ByteOrder.LITTLE_ENDIAN)
                & 0xFFFF;
        return configures && rules > Limits.BEHAVIOUR_VERSION ? new byte[0] : garbage;
    }
}
