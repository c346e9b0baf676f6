package city.belfry.hub.rest;

import city.belfry.hub.sparql.CityPrefixes;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.RDFFormat;
import org.apache.jena.riot.RDFWriter;
import org.springframework.stereotype.Component;

/// Writes a graph in the form that was asked for, with those of the hub's prefixes that it needs.
@Component
public final class RdfOutput {
    public static final List<Format> FORMATS = List.of(Format.TURTLE, Format.JSONLD, Format.NTRIPLES, Format.RDFXML);

    private final CityPrefixes prefixes;

    RdfOutput(CityPrefixes prefixes) {
        this.prefixes = prefixes;
    }

    public void write(HttpServletResponse response, Graph graph, Format format) throws IOException {
        response.setContentType(format.mediaType() + ";charset=UTF-8");
        RDFWriter.source(prefixes.over(graph)).format(riot(format)).output(response.getOutputStream());
    }

    private static RDFFormat riot(Format format) {
        return switch (format) {
            case TURTLE -> RDFFormat.TURTLE_PRETTY;
            case JSONLD -> RDFFormat.JSONLD11_PRETTY;
            case NTRIPLES -> RDFFormat.NTRIPLES_UTF8;
            case RDFXML -> RDFFormat.RDFXML_PLAIN;
            case HTML, JSON, RESULTS_JSON, RESULTS_XML, CSV, SPREADSHEET, TSV, GEOJSON ->
                throw new IllegalArgumentException(format + " is no RDF");
        };
    }
}
