package city.belfry.hub.pages;

import city.belfry.hub.city.CityIdentity;
import city.belfry.ontology.City;
import org.apache.jena.graph.Node;
import org.springframework.stereotype.Component;

/// Where a link to an IRI leads: to the hub's own page when it has one, so that a hub can be read before its base IRI
/// is on the web, and otherwise to the IRI itself.
@Component
public final class PageLinks {
    private final CityIdentity city;

    PageLinks(CityIdentity city) {
        this.city = city;
    }

    /// An address that is safe in `href`; empty when the IRI is none.
    public String of(Node node) {
        if (!node.isURI()) {
            return "";
        }
        String iri = node.getURI();
        String entities = city.baseIri() + "/id/";
        if (iri.startsWith(entities + "dataset/")) {
            return "/dataset/" + iri.substring((entities + "dataset/").length());
        }
        if (iri.startsWith(entities)) {
            return "/doc/" + iri.substring(entities.length());
        }
        if (iri.startsWith(City.NS)) {
            return "/vocab/" + iri.substring(City.NS.length());
        }
        if (iri.startsWith(City.CODES)) {
            return "/code/" + iri.substring(City.CODES.length());
        }
        return iri.startsWith("http://") || iri.startsWith("https://") ? iri : "";
    }
}
