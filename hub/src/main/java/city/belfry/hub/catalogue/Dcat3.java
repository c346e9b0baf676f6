package city.belfry.hub.catalogue;

import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.vocabulary.DCAT;

/// What DCAT 3 has beyond the DCAT 2 of Jena's constants (DCAT 3 §11).
final class Dcat3 {
    static final Property HAS_VERSION = ResourceFactory.createProperty(DCAT.NS, "hasVersion");
    static final Property VERSION = ResourceFactory.createProperty(DCAT.NS, "version");

    private Dcat3() {}
}
