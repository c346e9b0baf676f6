package city.belfry.hub.sparql;

import city.belfry.mappings.read.XmlParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// What stands before the first element of an XML document. A document type can name files and addresses, and entities
/// that grow without end; data need none.
final class XmlPrologue {
    /// Longest beginning that is looked at; bytes.
    static final int BYTES_MAX = 1 << 16;

    private XmlPrologue() {}

    /// Refuses a document with a document type; gives back its beginning, to be read again.
    static InputStream checked(InputStream body) throws IOException {
        byte[] beginning = body.readNBytes(BYTES_MAX);
        if (hasDocumentType(beginning)) {
            throw new SparqlException(
                    SparqlException.Code.DOCTYPE_REFUSED,
                    "The document has a DOCTYPE, or more than " + BYTES_MAX
                            + " bytes before its first element, which is refused for safety. Send it without.");
        }
        return new java.io.SequenceInputStream(new ByteArrayInputStream(beginning), body);
    }

    private static boolean hasDocumentType(byte[] beginning) {
        try {
            XMLStreamReader reader = XmlParser.open(new ByteArrayInputStream(beginning));
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    return true;
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    return false;
                }
            }
            return true;
        } catch (XMLStreamException e) {
            // Cut off in its prologue, or no XML: the parser would say the same, but later.
            return beginning.length == BYTES_MAX
                    || new String(beginning, java.nio.charset.StandardCharsets.ISO_8859_1).contains("<!DOCTYPE");
        }
    }
}
