package io.boxoffice.server.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.CommitUploadDecoder;
import io.boxoffice.protocol.sbe.ConfigureDecoder;
import io.boxoffice.protocol.sbe.UploadPartDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands into the booking core: each has one answer, and one that is refused moves nothing but sequence and time. Its twin is
 * sent the accepted commands, and an empty one for each refused.
 */
final class CommandTarget implements FuzzTarget {
    /** A state that is compared costs more than a command: every so many. */
    private static final int COMPARED_EVERY = 8;

    /** Then both begin anew, so that the show is still on sale. */
    private static final int COMMANDS_EACH = 1_000;

    private static final int TEMPLATES = 60;

    private SellingMachine machine = new SellingMachine();
    private SellingMachine twin = new SellingMachine();
    private int commands;

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(machine.commands());
        seeds.addAll(ofEveryTemplate());
        return seeds;
    }

    /** A header of each template with plausible numbers after it: most are well-formed for small messages. */
    static List<byte[]> ofEveryTemplate() {
        List<byte[]> seeds = new ArrayList<>();
        for (int template = 1; template < TEMPLATES; template++) {
            for (int blockLength : new int[] {0, 8, 10, 11, 16, 18, 40}) {
                byte[] bytes = new byte[8 + blockLength];
                bytes[0] = (byte) blockLength;
                bytes[2] = (byte) template;
                bytes[4] = 1;
                for (int at = 8; at < bytes.length; at += 8) {
                    bytes[at] = (byte) (template < 10 ? SellingMachine.SHOW : 3);
                }
                seeds.add(bytes);
            }
        }
        return seeds;
    }

    /** A part or commit that does not fit ends the upload, of which nothing shows: the one thing a refusal may change. */
    private static boolean endsUpload(byte[] input) {
        return input.length > 2
                && (input[2] == UploadPartDecoder.TEMPLATE_ID || input[2] == CommitUploadDecoder.TEMPLATE_ID);
    }

    private void beginAnew() {
        machine = new SellingMachine();
        twin = new SellingMachine();
    }

    @Override
    public void decode(byte[] input) {
        if (++commands % COMMANDS_EACH == 0) {
            beginAnew();
        }
        boolean accepted;
        try {
            accepted = machine.apply(input);
        } catch (IllegalStateException e) {
            // Rules of a later version: such a journal is refused as a whole, before anything is served.
            assertEquals(ConfigureDecoder.TEMPLATE_ID, input[2]);
            assertTrue(e.getMessage().contains("behaviour version"), e.getMessage());
            beginAnew();
            return;
        }
        twin.apply(accepted || endsUpload(input) ? input : SellingMachine.NOTHING);
        if (!accepted && commands % COMPARED_EVERY == 0) {
            assertEquals(twin.stateHash(), machine.stateHash(), "a refused command has changed something lately");
        }
    }
}
