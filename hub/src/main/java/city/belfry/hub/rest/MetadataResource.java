package city.belfry.hub.rest;

import city.belfry.hub.catalogue.CatalogueException;
import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.Curation;
import city.belfry.hub.catalogue.Curations;
import city.belfry.hub.catalogue.MetadataForm;
import city.belfry.hub.jsonld.OfflineContexts;
import city.belfry.ontology.Finding;
import city.belfry.ontology.ForeignRdf;
import city.belfry.ontology.Severity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.sparql.graph.GraphFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The description of a dataset for the programs of stewards: what the form of the desk shows, as JSON-LD.
///
/// The ETag is the version of what stewards wrote, 0 before anybody did; a write says with `If-Match` which version it
/// goes on from. PUT takes the place of all properties of the form, PATCH of those that it has (RFC 7396 in spirit: a
/// property is replaced as a whole).
@RestController
final class MetadataResource {
    /// Bytes of one description.
    static final int BODY_MAX = 1 << 20;

    private final Curations curations;
    private final CatalogueIris iris;
    private final MetadataForm form;
    private final RdfOutput rdf;

    MetadataResource(Curations curations, CatalogueIris iris, MetadataForm form, RdfOutput rdf) {
        this.curations = curations;
        this.iris = iris;
        this.form = form;
        this.rdf = rdf;
    }

    @GetMapping("/api/v1/datasets/{id}/metadata")
    void read(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Format format = Format.wanted(request, List.of(Format.JSONLD, Format.TURTLE, Format.NTRIPLES, Format.RDFXML));
        List<Curation> history = curations.history(id);
        Graph draft = form.of(curations.draft(id), iris.dataset(id));
        tell(response, history.isEmpty() ? 0 : history.getFirst().version());
        rdf.write(response, draft, format);
    }

    @PutMapping("/api/v1/datasets/{id}/metadata")
    void replace(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean draft,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        save(id, body(request), draft, request, response);
    }

    @PatchMapping("/api/v1/datasets/{id}/metadata")
    void change(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean draft,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Node self = iris.dataset(id);
        Graph sent = body(request);
        Graph wanted = form.of(curations.draft(id), self);
        form.fields().stream()
                .map(field -> field.path())
                .filter(property -> sent.contains(self, property, Node.ANY))
                .forEach(property -> {
                    for (Triple triple : wanted.find(self, property, Node.ANY).toList()) {
                        wanted.delete(triple);
                        wanted.remove(triple.getObject(), Node.ANY, Node.ANY);
                    }
                });
        GraphUtil.addInto(wanted, sent);
        save(id, wanted, draft, request, response);
    }

    private void save(String id, Graph sent, boolean draft, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Node self = iris.dataset(id);
        long seen = seen(request);
        Graph wanted = form.of(sent, self);
        Curation.State state = draft ? Curation.State.DRAFT : Curation.State.PUBLISHED;
        if (!draft) {
            requireRules(id, wanted);
        }
        Curation saved = curations.save(form, id, seen, state, String.valueOf(request.getRemoteUser()), wanted);
        tell(response, saved.version());
        rdf.write(response, form.of(curations.draft(id), self), Format.JSONLD);
    }

    private void requireRules(String id, Graph wanted) {
        Node self = iris.dataset(id);
        Graph record = curations.generated(id);
        form.fields().forEach(field -> record.remove(self, field.path(), Node.ANY));
        GraphUtil.addInto(record, wanted);
        String broken = form.check(curations.complete(id, record), self, Locale.ENGLISH).values().stream()
                .flatMap(List::stream)
                .filter(finding -> finding.severity() == Severity.VIOLATION)
                .map(Finding::toString)
                .collect(Collectors.joining(" "));
        if (!broken.isEmpty()) {
            throw new CatalogueException(CatalogueException.Code.METADATA_INVALID, "Nothing was published. " + broken);
        }
    }

    /// The version is in quotes (RFC 9110 §8.8.3).
    private static long seen(HttpServletRequest request) {
        String match =
                Optional.ofNullable(request.getHeader(HttpHeaders.IF_MATCH)).orElse("");
        if (!match.matches("\"\\d{1,9}\"")) {
            throw new CatalogueException(
                    CatalogueException.Code.METADATA_CHANGED,
                    "Say with If-Match which version this goes on from: the ETag that GET gives, for example \"3\".");
        }
        return Long.parseLong(match.substring(1, match.length() - 1));
    }

    private static void tell(HttpServletResponse response, long version) {
        response.setHeader(HttpHeaders.ETAG, "\"" + version + "\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private Graph body(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(BODY_MAX + 1);
        if (bytes.length > BODY_MAX) {
            throw new CatalogueException(
                    CatalogueException.Code.CATALOGUE_TOO_LARGE, "A description has at most " + BODY_MAX + " bytes.");
        }
        Graph graph = GraphFactory.createDefaultGraph();
        try {
            ForeignRdf.read(() -> RDFParser.create()
                    .source(new ByteArrayInputStream(bytes))
                    .lang(Lang.JSONLD11)
                    .base(iris.base() + "/id/")
                    .context(OfflineContexts.forParser(iris.base()))
                    .parse(graph));
        } catch (RiotException e) {
            throw new CatalogueException(
                    CatalogueException.Code.METADATA_UNREADABLE, "The body is no JSON-LD: " + e.getMessage(), e);
        }
        return graph;
    }
}
