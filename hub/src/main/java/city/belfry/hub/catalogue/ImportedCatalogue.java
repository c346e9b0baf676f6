package city.belfry.hub.catalogue;

import city.belfry.hub.jsonld.OfflineContexts;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Content;
import city.belfry.hub.store.Published;
import city.belfry.hub.store.Visibility;
import city.belfry.mappings.read.XmlParser;
import city.belfry.ontology.Finding;
import city.belfry.ontology.ForeignRdf;
import city.belfry.ontology.Severity;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.ErrorHandler;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.RDF;

/// The catalogue of somebody else, read into a graph of its own: its datasets are listed with ours and are marked as
/// theirs; nothing of their data is taken.
public final class ImportedCatalogue {
    /// Bytes of one document; a city's catalogue has a tenth of it.
    public static final int BYTES_MAX = 64 << 20;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");

    private final Graph statements;
    private final List<Finding> findings;
    private final int datasets;

    private ImportedCatalogue(Graph statements, List<Finding> findings, int datasets) {
        this.statements = statements;
        this.findings = List.copyOf(findings);
        this.datasets = datasets;
    }

    /// Where a catalogue comes from and what it is called here.
    ///
    /// @param name part of its address in this hub
    /// @param origin file or address, for findings and for whoever reads the catalogue
    /// @param keepsMailboxes whether addresses of organisations are published
    public record Source(String name, String origin, boolean keepsMailboxes) {
        public Source {
            if (!NAME.matcher(name).matches()) {
                throw new CatalogueException(
                        CatalogueException.Code.CATALOGUE_UNREADABLE,
                        "'" + name + "' is no name of a catalogue: expected small letters, digits and hyphens.");
            }
        }
    }

    /// Reads a document of CKAN, DKAN, udata, `data.json` or DCAT in Turtle, RDF/XML, N-Triples or JSON-LD.
    public static ImportedCatalogue read(byte[] bytes, Source source, CatalogueIris iris) {
        List<Finding> findings = new ArrayList<>();
        Graph said = statements(bytes, source, iris, findings);
        CatalogueIntake intake = new CatalogueIntake(said, source, iris, findings);
        Graph taken = intake.statements();
        return new ImportedCatalogue(taken, findings, (int)
                taken.stream(Node.ANY, RDF.type.asNode(), DCAT.Dataset.asNode()).count());
    }

    public List<Finding> findings() {
        return findings;
    }

    public Graph statements() {
        return statements;
    }

    public int datasets() {
        return datasets;
    }

    /// Puts it in place of what was imported under this name before.
    public Published publish(CityStore store, CatalogueIris iris, Source source) {
        return store.replace(Visibility.OPEN, iris.imported(source.name()), Content.of(statements));
    }

    private static Graph statements(byte[] bytes, Source source, CatalogueIris iris, List<Finding> findings) {
        String start = new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.UTF_8).stripLeading();
        if (start.startsWith("\uFEFF")) {
            start = start.substring(1).stripLeading();
        }
        if (start.startsWith("{") || start.startsWith("[")) {
            boolean isLinked = start.contains("\"@id\"") || start.contains("\"@graph\"");
            return isLinked
                    ? parsed(bytes, Lang.JSONLD11, source, iris, findings)
                    : JsonCatalogue.read(bytes, source.origin());
        }
        if (start.startsWith("<") && (start.startsWith("<?xml") || start.contains("xmlns"))) {
            refuseDocumentType(bytes, source);
            return parsed(bytes, Lang.RDFXML, source, iris, findings);
        }
        return parsed(bytes, Lang.TURTLE, source, iris, findings);
    }

    private static Graph parsed(byte[] bytes, Lang lang, Source source, CatalogueIris iris, List<Finding> findings) {
        Graph graph = GraphFactory.createDefaultGraph();
        try {
            ForeignRdf.read(() -> RDFParser.create()
                    .source(new ByteArrayInputStream(bytes))
                    .lang(lang)
                    .base(iris.base() + "/id/external/" + source.name() + "/")
                    .context(OfflineContexts.forParser(iris.base()))
                    .errorHandler(new ToFindings(source.origin(), findings))
                    .checking(false)
                    .parse(graph));
        } catch (RiotException e) {
            throw new CatalogueException(
                    CatalogueException.Code.CATALOGUE_UNREADABLE,
                    source.origin() + " is no " + lang.getName() + ": " + e.getMessage() + " Nothing was imported.",
                    e);
        }
        if (!graph.contains(Node.ANY, RDF.type.asNode(), DCAT.Dataset.asNode())) {
            // An empty list would take away what was imported before.
            throw unreadable(source, "describes no dcat:Dataset");
        }
        return graph;
    }

    /// A document type can name files and entities without end; a catalogue needs none.
    private static void refuseDocumentType(byte[] bytes, Source source) {
        try {
            XMLStreamReader reader = XmlParser.open(new ByteArrayInputStream(bytes));
            while (reader.hasNext() && !reader.isStartElement()) {
                if (reader.next() == XMLStreamConstants.DTD) {
                    throw unreadable(source, "has a DOCTYPE, which is refused for safety");
                }
            }
            if (reader.isStartElement()
                    && !reader.getLocalName().equals("RDF")
                    && reader.getNamespaceURI() != null
                    && reader.getNamespaceURI().toLowerCase(Locale.ROOT).contains("/csw/")) {
                throw unreadable(source, "is an answer of CSW; ask that server for DCAT (RDF/XML) instead");
            }
        } catch (XMLStreamException e) {
            throw unreadable(source, "is no XML: " + e.getMessage());
        }
    }

    private static CatalogueException unreadable(Source source, String reason) {
        return new CatalogueException(
                CatalogueException.Code.CATALOGUE_UNREADABLE,
                source.origin() + " " + reason + ". Nothing was imported.");
    }

    /// A doubtful statement is taken as it is and told; what is no RDF ends the import.
    private record ToFindings(String origin, List<Finding> findings) implements ErrorHandler {
        @Override
        public void warning(String message, long line, long column) {
            findings.add(new Finding(
                    "RDF_DOUBTFUL",
                    Severity.WARNING,
                    Finding.Place.atLine(origin, Math.max(0, line)),
                    "",
                    message,
                    "Have the source corrected."));
        }

        @Override
        public void error(String message, long line, long column) {
            fatal(message, line, column);
        }

        @Override
        public void fatal(String message, long line, long column) {
            throw new RiotException((line > 0 ? "line " + line + ", column " + column + ": " : "") + message);
        }
    }
}
