package city.belfry.hub.catalogue;

import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;

/// The terms of PROV-O that the hub uses; Jena brings no constants for it.
public final class Prov {
    private static final String NS = "http://www.w3.org/ns/prov#";

    public static final Resource ACTIVITY = ResourceFactory.createResource(NS + "Activity");
    public static final Resource ENTITY = ResourceFactory.createResource(NS + "Entity");
    public static final Property WAS_GENERATED_BY = ResourceFactory.createProperty(NS, "wasGeneratedBy");
    public static final Property WAS_DERIVED_FROM = ResourceFactory.createProperty(NS, "wasDerivedFrom");
    public static final Property GENERATED_AT_TIME = ResourceFactory.createProperty(NS, "generatedAtTime");
    static final Property WAS_ATTRIBUTED_TO = ResourceFactory.createProperty(NS, "wasAttributedTo");
    public static final Property USED = ResourceFactory.createProperty(NS, "used");
    public static final Property STARTED_AT_TIME = ResourceFactory.createProperty(NS, "startedAtTime");
    public static final Property ENDED_AT_TIME = ResourceFactory.createProperty(NS, "endedAtTime");

    private Prov() {}
}
