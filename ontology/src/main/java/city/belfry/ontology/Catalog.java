package city.belfry.ontology;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.sparql.graph.GraphFactory;

/// Which file of the class path holds which IRI (OASIS XML Catalogs 1.1, the `uri` entries). No IRI of the ontology is
/// ever fetched: what the catalogue lacks does not exist. Immutable and thread-safe.
final class Catalog {
    private static final String FOLDER = "/belfry/ontology/";

    private final Map<String, String> fileByIri = new LinkedHashMap<>();
    private final Map<String, String> queryByIri = new LinkedHashMap<>();

    private Catalog(Map<String, String> files) {
        files.forEach((iri, file) -> (file.endsWith(".ttl") ? fileByIri : queryByIri).put(iri, file));
    }

    static Catalog load() {
        XMLInputFactory xml = XMLInputFactory.newFactory();
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        Map<String, String> files = new LinkedHashMap<>();
        try (InputStream in = open("catalog.xml")) {
            var reader = xml.createXMLStreamReader(in);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("uri")) {
                    files.put(reader.getAttributeValue(null, "name"), reader.getAttributeValue(null, "uri"));
                }
            }
        } catch (XMLStreamException | IOException e) {
            throw damaged("catalog.xml", e);
        }
        return new Catalog(files);
    }

    /// IRI to Turtle file below the ontology's folder, in the order of the catalogue.
    Map<String, String> fileByIri() {
        return Collections.unmodifiableMap(fileByIri);
    }

    /// IRI to query file.
    Map<String, String> queryByIri() {
        return Collections.unmodifiableMap(queryByIri);
    }

    Optional<Graph> read(String iri) {
        return Optional.ofNullable(fileByIri.get(iri)).map(Catalog::parse);
    }

    Optional<String> query(String iri) {
        return Optional.ofNullable(queryByIri.get(iri)).map(file -> {
            try (InputStream in = open(file)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw damaged(file, e);
            }
        });
    }

    private static Graph parse(String file) {
        Graph graph = GraphFactory.createDefaultGraph();
        try (InputStream in = open(file)) {
            RDFParser.source(in)
                    .lang(Lang.TURTLE)
                    .errorHandler(ErrorHandlerFactory.errorHandlerExceptionOnError())
                    .parse(graph);
        } catch (RiotException | IOException e) {
            throw damaged(file, e);
        }
        return graph;
    }

    private static InputStream open(String file) throws IOException {
        InputStream in = Catalog.class.getResourceAsStream(FOLDER + file);
        if (in == null) {
            throw new IOException("not on the class path: " + FOLDER + file);
        }
        return in;
    }

    private static OntologyException damaged(String file, Exception cause) {
        return new OntologyException(
                OntologyException.Code.ONTOLOGY_DAMAGED,
                "The file " + file + " that Belfry brings itself cannot be read: " + cause.getMessage()
                        + " Build Belfry again.",
                cause);
    }
}
