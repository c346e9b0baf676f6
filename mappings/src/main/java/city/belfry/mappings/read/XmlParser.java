package city.belfry.mappings.read;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/// Reads XML event by event, and fetches nothing. Whoever reads refuses a DOCTYPE at its event.
///
/// Some names of wrong bytes make the parser leave the bounds of its tables: a fault of the document like any other. A
/// text is looked at when it is asked for, where its fault comes as an [UncheckedStreamException].
public final class XmlParser extends StreamReaderDelegate {
    private XmlParser(XMLStreamReader parser) {
        super(parser);
    }

    /// A parser that finds the encoding out, as XML has it.
    public static XMLStreamReader open(InputStream in) throws XMLStreamException {
        return new XmlParser(factory().createXMLStreamReader(in));
    }

    /// The same for a document whose encoding is told; one of Unicode's is found out all the same.
    static XMLStreamReader open(InputStream in, String encoding) throws XMLStreamException {
        return encoding.startsWith("UTF-")
                ? open(in)
                : new XmlParser(factory()
                        .createXMLStreamReader(in, Charset.forName(encoding).name()));
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    @Override
    public int next() throws XMLStreamException {
        try {
            return super.next();
        } catch (IndexOutOfBoundsException wrongBytes) {
            throw malformed(wrongBytes);
        }
    }

    @Override
    public char[] getTextCharacters() {
        try {
            return super.getTextCharacters();
        } catch (IndexOutOfBoundsException wrongBytes) {
            throw UncheckedStreamException.createFrom(malformed(wrongBytes));
        }
    }

    @Override
    public String getText() {
        try {
            return super.getText();
        } catch (IndexOutOfBoundsException wrongBytes) {
            throw UncheckedStreamException.createFrom(malformed(wrongBytes));
        }
    }

    /// The failure of a run whose document is no XML.
    ///
    /// @param broken an [XMLStreamException], or what has one as its cause
    static MappingException unreadable(String name, Exception broken) {
        XMLStreamException fault = broken instanceof XMLStreamException direct
                ? direct
                : (XMLStreamException) Objects.requireNonNull(broken.getCause());
        int line = fault.getLocation() == null ? 0 : fault.getLocation().getLineNumber();
        return new MappingException(
                Code.SOURCE_UNREADABLE,
                "%s line %d: this is no well-formed XML: %s"
                        .formatted(
                                name, line, String.valueOf(fault.getMessage()).replace('\n', ' ')),
                broken);
    }

    /// The failure of a run whose document has a document type.
    static MappingException doctype(String name, int line) {
        return new MappingException(
                Code.SOURCE_UNREADABLE,
                "%s line %d: the document has a DOCTYPE, which is refused; ask for it without one."
                        .formatted(name, line));
    }

    private XMLStreamException malformed(IndexOutOfBoundsException wrongBytes) {
        return new XMLStreamException("a name has bytes that no character has.", getLocation(), wrongBytes);
    }
}
