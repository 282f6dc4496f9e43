package io.boxoffice.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import java.io.InputStream;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.json.JsonPrinter;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

/** Any message of the SBE schema as JSON, by the schema itself, so that none is forgotten. Not thread-safe. */
final class MessageJson {
    private static final String SCHEMA = "/boxoffice-sbe.xml";

    private final ObjectMapper json = new ObjectMapper();
    private final StringBuilder text = new StringBuilder();
    private final Ir schema;
    private final JsonPrinter printer;

    MessageJson() {
        ParserOptions options =
                ParserOptions.builder().stopOnError(true).suppressOutput(true).build();
        try (InputStream xml = MessageHeaderDecoder.class.getResourceAsStream(SCHEMA)) {
            schema = new IrGenerator().generate(XmlSchemaParser.parse(xml, options));
        } catch (Exception e) {
            throw new IllegalStateException("cannot read the message schema", e);
        }
        printer = new JsonPrinter(schema);
    }

    /** What the message at an offset is called, or "template 99" when the schema does not know it. */
    String name(DirectBuffer buffer, int offset) {
        int template = new MessageHeaderDecoder().wrap(buffer, offset).templateId();
        var tokens = schema.getMessage(template);
        return tokens == null ? "template " + template : tokens.get(0).name();
    }

    /** The fields of the message at an offset; empty when the schema does not know it. */
    ObjectNode fields(DirectBuffer buffer, int offset) {
        int template = new MessageHeaderDecoder().wrap(buffer, offset).templateId();
        java.util.List<Token> tokens = schema.getMessage(template);
        if (tokens == null) {
            return json.createObjectNode();
        }
        text.setLength(0);
        printer.print(text, buffer, offset);
        try {
            return (ObjectNode) json.readTree(text.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + text, e);
        }
    }
}
