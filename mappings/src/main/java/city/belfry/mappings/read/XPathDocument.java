package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.sax.SAXSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.SaxonApiUncheckedException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/// An XML document held whole and asked with XPath 3.1.
final class XPathDocument {
    private final Limits limits;
    private final Processor processor = LockedXPath.processor();

    XPathDocument(Limits limits) {
        this.limits = limits;
    }

    RowReader.Count read(SourceFile file, Fields fields, RowConsumer consumer) throws IOException {
        byte[] bytes;
        try (CountedStream in = new CountedStream(file.open())) {
            bytes = in.readNBytes(limits.documentBytes());
            if (in.read() >= 0) {
                throw new MappingException(
                        Code.LIMIT_REACHED,
                        "%s is larger than the limit 'documentBytes' of %d; simple paths as iterator and references are read without this limit."
                                .formatted(file.name(), limits.documentBytes()));
            }
        }
        try {
            XPathCompiler compiler = compiler(fields);
            XdmNode document = document(bytes, fields.source().encoding());
            Row row = new Row(fields.count());
            RowBytes values = new RowBytes();
            List<Optional<XPathExecutable>> references = new ArrayList<>();
            for (int slot = 0; slot < fields.count(); slot++) {
                references.add(
                        fields.isDerived(slot)
                                ? Optional.empty()
                                : Optional.of(LockedXPath.compile(compiler, fields.name(slot))));
            }
            List<String> nulls = fields.source().nulls();
            boolean keepEmpty = fields.source().old();
            XPathSelector items =
                    LockedXPath.compile(compiler, fields.source().iterator()).load();
            items.setContextItem(document);
            long records = 0;
            for (XdmItem item : items) {
                values.clear();
                row.begin(values.array(), item instanceof XdmNode node ? node.getLineNumber() : 0);
                for (int slot = 0; slot < references.size(); slot++) {
                    if (references.get(slot).isEmpty()) {
                        continue;
                    }
                    XPathSelector selector = references.get(slot).get().load();
                    selector.setContextItem(item);
                    for (XdmItem value : selector) {
                        String text = value.getStringValue();
                        if (!nulls.contains(text) || (keepEmpty && text.isEmpty())) {
                            int start = values.length();
                            values.add(text);
                            row.add(slot, start, values.length(), Row.TEXT);
                        }
                    }
                }
                row.moved(values.array());
                records++;
                consumer.row(row);
            }
            return new RowReader.Count(records, bytes.length);
        } catch (SaxonApiException | SaxonApiUncheckedException | SAXException | ParserConfigurationException broken) {
            throw new MappingException(
                    Code.SOURCE_UNREADABLE,
                    "%s cannot be read as XML: %s (a DOCTYPE is refused).".formatted(file.name(), broken.getMessage()),
                    broken);
        }
    }

    private XPathCompiler compiler(Fields fields) {
        XPathCompiler compiler = processor.newXPathCompiler();
        fields.source().namespaces().forEach(compiler::declareNamespace);
        return compiler;
    }

    private XdmNode document(byte[] bytes, String encoding)
            throws SAXException, ParserConfigurationException, SaxonApiException {
        SAXParserFactory parsers = SAXParserFactory.newDefaultNSInstance();
        parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        parsers.setFeature("http://xml.org/sax/features/external-general-entities", false);
        parsers.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        XMLReader reader = parsers.newSAXParser().getXMLReader();
        InputSource input = new InputSource(new ByteArrayInputStream(bytes));
        if (!encoding.startsWith("UTF-")) {
            input.setEncoding(encoding);
        }
        var builder = processor.newDocumentBuilder();
        builder.setLineNumbering(true);
        return builder.build(new SAXSource(reader, input));
    }
}
