package io.boxoffice.server.core;

import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import java.io.InputStream;
import java.util.List;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.AbstractTokenListener;
import uk.co.real_logic.sbe.otf.OtfMessageDecoder;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

/**
 * What a message says, as far as a version of the schema knew it: its name and the bytes of each field, in hexadecimal digits.
 * The same message written by programs of different versions gives the same text for the older of the two. Not thread-safe.
 */
public final class MessageText {
    private static final String SCHEMA = "/boxoffice-sbe.xml";

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final StringBuilder text = new StringBuilder();
    private final Ir schema;
    private final Fields fields = new Fields();
    private int asOf;

    public MessageText() {
        ParserOptions options =
                ParserOptions.builder().stopOnError(true).suppressOutput(true).build();
        try (InputStream xml = MessageHeaderDecoder.class.getResourceAsStream(SCHEMA)) {
            schema = new IrGenerator().generate(XmlSchemaParser.parse(xml, options));
        } catch (Exception e) {
            throw new IllegalStateException("cannot read the message schema", e);
        }
    }

    /** The version of the schema that a message was written with. */
    public int version(DirectBuffer buffer, int offset) {
        return header.wrap(buffer, offset).version();
    }

    /**
     * What the message at an offset says.
     *
     * @param schemaVersion fields that came later are left out
     * @throws IllegalArgumentException when the schema does not know the message
     */
    public String of(DirectBuffer buffer, int offset, int schemaVersion) {
        header.wrap(buffer, offset);
        List<Token> tokens = schema.getMessage(header.templateId());
        if (tokens == null) {
            throw new IllegalArgumentException("no message has template id " + header.templateId());
        }
        asOf = schemaVersion;
        text.setLength(0);
        OtfMessageDecoder.decode(
                buffer,
                offset + MessageHeaderDecoder.ENCODED_LENGTH,
                header.version(),
                header.blockLength(),
                tokens,
                fields);
        return text.toString();
    }

    private final class Fields extends AbstractTokenListener {
        @Override
        public void onBeginMessage(Token token) {
            text.append(token.name());
        }

        @Override
        public void onEncoding(Token field, DirectBuffer buffer, int index, Token type, int actingVersion) {
            add(field, buffer, index, type.encodedLength());
        }

        @Override
        public void onEnum(
                Token field, DirectBuffer buffer, int index, List<Token> tokens, int from, int to, int actingVersion) {
            add(field, buffer, index, tokens.get(from).encodedLength());
        }

        @Override
        public void onBitSet(
                Token field, DirectBuffer buffer, int index, List<Token> tokens, int from, int to, int actingVersion) {
            add(field, buffer, index, tokens.get(from).encodedLength());
        }

        @Override
        public void onGroupHeader(Token token, int numInGroup) {
            if (token.version() <= asOf) {
                text.append(' ')
                        .append(token.name())
                        .append('[')
                        .append(numInGroup)
                        .append(']');
            }
        }

        @Override
        public void onVarData(Token field, DirectBuffer buffer, int index, int length, Token type) {
            add(field, buffer, index, length);
        }

        private void add(Token field, DirectBuffer buffer, int index, int length) {
            if (field.version() > asOf) {
                return;
            }
            text.append(' ').append(field.name()).append('=');
            for (int i = 0; i < length; i++) {
                int b = buffer.getByte(index + i) & 0xFF;
                text.append(Character.forDigit(b >> 4, 16)).append(Character.forDigit(b & 15, 16));
            }
        }
    }
}
