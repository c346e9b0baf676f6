package city.belfry.hub.catalogue;

import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.vocabulary.DCAT;

/// What DCAT 3 (§11) and DCAT-AP HVD 3 have beyond the DCAT 2 of Jena's constants.
public final class Dcat3 {
    public static final Property HAS_VERSION = ResourceFactory.createProperty(DCAT.NS, "hasVersion");
    public static final Property VERSION = ResourceFactory.createProperty(DCAT.NS, "version");
    public static final Property HVD_CATEGORY =
            ResourceFactory.createProperty("http://data.europa.eu/r5r/", "hvdCategory");
    public static final Property APPLICABLE_LEGISLATION =
            ResourceFactory.createProperty("http://data.europa.eu/r5r/", "applicableLegislation");

    private Dcat3() {}
}
