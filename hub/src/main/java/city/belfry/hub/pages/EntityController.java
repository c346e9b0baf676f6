package city.belfry.hub.pages;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.jsonld.ThingJson;
import city.belfry.hub.rest.EntityReader;
import city.belfry.hub.rest.Format;
import city.belfry.hub.rest.GeoJson;
import city.belfry.hub.rest.RdfOutput;
import city.belfry.hub.rest.RestException;
import city.belfry.hub.rest.TableJson;
import city.belfry.hub.sparql.StoreQueries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/// Things of the city and the documents about them. A thing is no document: its IRI answers 303 (Cool URIs for the
/// Semantic Web §4.2), the document in the form that was asked for.
@Controller
final class EntityController {
    private static final List<Format> FORMATS =
            List.of(Format.HTML, Format.TURTLE, Format.JSONLD, Format.NTRIPLES, Format.RDFXML, Format.GEOJSON);

    private final EntityReader entities;
    private final EntityView view;
    private final RdfOutput rdf;
    private final ThingJson things;
    private final JsonMapper json;
    private final Labels labels;
    private final ScenarioChoice scenarios;
    private final Site site;

    EntityController(
            EntityReader entities,
            EntityView view,
            RdfOutput rdf,
            CityIdentity city,
            JsonMapper json,
            Labels labels,
            ScenarioChoice scenarios,
            Site site) {
        this.entities = entities;
        this.view = view;
        this.rdf = rdf;
        this.things = new ThingJson(city.baseIri());
        this.json = json;
        this.labels = labels;
        this.scenarios = scenarios;
        this.site = site;
    }

    @GetMapping("/id/{type}/{*localId}")
    ResponseEntity<Void> thing(@PathVariable String type, @PathVariable String localId, HttpServletRequest request) {
        URI document = UriComponentsBuilder.fromPath("/doc")
                .pathSegment(type)
                .path(localId)
                .query(request.getQueryString())
                .encode()
                .build()
                .toUri();
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(document).build();
    }

    @GetMapping("/doc/{type}/{*localId}")
    @Nullable
    ModelAndView document(
            @PathVariable String type,
            @PathVariable String localId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        // `/doc/stop` has no local part at all, not even its slash.
        Node iri = entities.iri(type, localId.isEmpty() ? localId : localId.substring(1));
        Format format = Format.wanted(request, FORMATS);
        EntityReader.Entity entity = entities.read(iri, request);
        response.setHeader(HttpHeaders.LINK, "<" + iri.getURI() + ">; rel=\"describes\"");
        return switch (format) {
            case HTML ->
                site.page("entity", request, response)
                        .addObject("entity", view.of(entity, view.names(request)))
                        .addObject("scenario", scenarios.chosen(request).orElse(null))
                        .addObject(
                                "suffix",
                                StoreQueries.scenario(request)
                                        .map(id -> "&scenario=" + id)
                                        .orElse(""))
                        .addObject("before", Math.max(0, entity.incomingFrom() - EntityReader.INCOMING_MAX))
                        .addObject("from", entity.incomingFrom())
                        .addObject("next", entity.incomingFrom() + EntityReader.INCOMING_MAX)
                        .addObject("more", entity.moreIncoming())
                        .addObject("hasGeometry", entity.geometry().isPresent())
                        .addObject("self", request.getRequestURI());
            case JSONLD -> {
                response.setContentType(format.mediaType());
                response.getOutputStream()
                        .write(things.of(entity.statements(), iri.getURI()).getBytes(StandardCharsets.UTF_8));
                yield null;
            }
            case TURTLE, NTRIPLES, RDFXML -> {
                rdf.write(response, entity.statements(), format);
                yield null;
            }
            case GEOJSON -> {
                response.setContentType(format.mediaType());
                json.writeValue(response.getOutputStream(), feature(entity, PageLanguages.of(request)));
                yield null;
            }
            case JSON, RESULTS_JSON, RESULTS_XML, CSV, SPREADSHEET, TSV ->
                throw new IllegalArgumentException(format + " is not offered for a thing");
        };
    }

    private Map<String, Object> feature(EntityReader.Entity entity, Locale locale) {
        Optional<Map<String, Object>> geometry = entity.geometry().flatMap(GeoJson::geometry);
        if (geometry.isEmpty()) {
            throw new RestException(
                    RestException.Code.GEOMETRY_MISSING,
                    "<" + entity.iri().getURI() + "> has no geometry; ask for ttl or jsonld.");
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("label", labels.of(entity.iri(), locale));
        entity.statements()
                .find(entity.iri(), Node.ANY, Node.ANY)
                .forEachRemaining(triple -> properties.putIfAbsent(
                        Labels.localName(triple.getPredicate().getURI()), TableJson.value(triple.getObject())));
        return GeoJson.feature(Optional.of(entity.iri().getURI()), geometry, properties);
    }
}
