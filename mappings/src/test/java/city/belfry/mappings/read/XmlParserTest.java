package city.belfry.mappings.read;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.aalto.UncheckedStreamException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/// Bytes that no character has, in the name of an entity, are a fault of the document.
class XmlParserTest {
    /// The beginning of a character of four bytes, and what cannot follow it.
    private static final String WRONG = "x\u00F0\u0087\u0087\u0087";

    private static XMLStreamReader open(String document) throws XMLStreamException {
        return XmlParser.open(new ByteArrayInputStream(document.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void aWrongNameInAnAttributeEndsTheEvents() throws XMLStreamException {
        XMLStreamReader reader = open("<a b='&" + WRONG + ";'/>");
        assertThrows(XMLStreamException.class, reader::next);
    }

    @Test
    void aWrongNameInATextIsToldWhenTheTextIsAskedFor() throws XMLStreamException {
        for (int way = 0; way < 2; way++) {
            XMLStreamReader reader = open("<a>text &" + WRONG + ";</a>");
            reader.next();
            reader.next();
            assertThrows(UncheckedStreamException.class, way == 0 ? reader::getText : reader::getTextCharacters);
        }
    }
}
