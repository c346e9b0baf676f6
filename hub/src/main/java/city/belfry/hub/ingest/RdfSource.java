package city.belfry.hub.ingest;

import city.belfry.hub.city.RdfFormat;
import city.belfry.hub.ingest.IngestException.Code;
import city.belfry.hub.jsonld.OfflineContexts;
import city.belfry.mappings.read.XmlParser;
import city.belfry.ontology.Finding;
import city.belfry.ontology.ForeignRdf;
import city.belfry.ontology.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.lang.LabelToNode;
import org.apache.jena.riot.system.ErrorHandler;
import org.apache.jena.riot.system.StreamRDF;

/// A source that is RDF already: all its files are parsed as one format; nothing else is fetched while doing so.
final class RdfSource {
    private final Lang language;
    private final String base;
    private final Consumer<Finding> findings;
    private final boolean quotes;

    /// @param quotes whether messages may quote the source; not when it holds personal data
    RdfSource(RdfFormat format, String base, Consumer<Finding> findings, boolean quotes) {
        this.quotes = quotes;
        this.language = language(format);
        this.base = base;
        this.findings = findings;
    }

    private static Lang language(RdfFormat format) {
        return switch (format) {
            case TURTLE -> Lang.TURTLE;
            case N_TRIPLES -> Lang.NTRIPLES;
            case N_QUADS -> Lang.NQUADS;
            case TRIG -> Lang.TRIG;
            case JSON_LD -> Lang.JSONLD11;
            case RDF_XML -> Lang.RDFXML;
        };
    }

    /// Parses every file; returns how many there were.
    long sendTo(StreamRDF sink, Snapshot snapshot) {
        try {
            return snapshot.isArchive() ? readArchive(sink, snapshot) : readFiles(sink, snapshot);
        } catch (IOException e) {
            throw new IngestException(
                    Code.SOURCE_UNREADABLE, "'" + snapshot.origin() + "' cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private long readArchive(StreamRDF sink, Snapshot snapshot) throws IOException {
        long files = 0;
        try (ZipFile zip = new ZipFile(snapshot.path().toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    parse(sink, () -> zip.getInputStream(entry), snapshot.origin() + "!" + entry.getName());
                    files++;
                }
            }
        }
        return files;
    }

    private long readFiles(StreamRDF sink, Snapshot snapshot) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var tree = Files.walk(snapshot.path())) {
            tree.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        for (Path file : files) {
            parse(
                    sink,
                    () -> Files.newInputStream(file),
                    files.size() == 1 ? snapshot.origin() : file.getFileName().toString());
        }
        return files.size();
    }

    /// A document that can be read more than once.
    private interface Document {
        InputStream open() throws IOException;
    }

    private void parse(StreamRDF sink, Document document, String name) throws IOException {
        if (language.equals(Lang.RDFXML)) {
            refuseDocumentType(document, name);
        }
        try (InputStream in = document.open()) {
            ForeignRdf.read(() -> RDFParser.create()
                    .source(in)
                    .lang(language)
                    .base(base + "/id/")
                    .labelToNode(LabelToNode.createUseLabelAsGiven())
                    .context(OfflineContexts.forParser(base))
                    .errorHandler(new ToFindings(name))
                    .build()
                    .parse(sink));
        } catch (RiotException e) {
            throw unreadable(name, e);
        }
    }

    /// A document type can name files and addresses, and entities that grow without end; data need none.
    private void refuseDocumentType(Document document, String name) throws IOException {
        try (InputStream in = document.open()) {
            XMLStreamReader reader = XmlParser.open(in);
            while (reader.hasNext() && !reader.isStartElement()) {
                if (reader.next() == XMLStreamConstants.DTD) {
                    throw new IngestException(
                            Code.RDF_UNREADABLE,
                            "'" + name + "' has a DOCTYPE, which is refused for safety. Have the source written"
                                    + " without it; nothing was published.");
                }
            }
        } catch (XMLStreamException e) {
            throw unreadable(name, e);
        }
    }

    private IngestException unreadable(String name, Exception e) {
        return new IngestException(
                Code.RDF_UNREADABLE,
                "'" + name + "' is no " + language.getName() + ": " + e.getMessage()
                        + " Check the format in city.yaml, or have the source corrected; nothing was published.",
                e);
    }

    private final class ToFindings implements ErrorHandler {
        private final String name;

        private ToFindings(String name) {
            this.name = name;
        }

        @Override
        public void warning(String message, long line, long column) {
            findings.accept(new Finding(
                    "RDF_DOUBTFUL",
                    Severity.WARNING,
                    Finding.Place.atLine(name, Math.max(0, line)),
                    "",
                    quotes ? message : "the statement is doubtful",
                    "Have the source corrected; the statement is published as it is."));
        }

        @Override
        public void error(String message, long line, long column) {
            fatal(message, line, column);
        }

        @Override
        public void fatal(String message, long line, long column) {
            throw new RiotException((line > 0 ? "line " + line + ", column " + column + ": " : "")
                    + (quotes ? message : "this cannot be parsed."));
        }
    }
}
