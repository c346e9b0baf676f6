package city.belfry.mappings.rml;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/// The terms of RML that the engine reads. The older vocabularies are translated to the W3C group's on the way in.
final class Vocabulary {
    static final String RML = "http://w3id.org/rml/";
    static final String BELFRY = "https://w3id.org/belfry/ont#";
    static final String CSVW = "http://www.w3.org/ns/csvw#";
    private static final String D2RQ = "http://www.wiwiss.fu-berlin.de/suhl/bizer/D2RQ/0.1#";
    private static final String SD = "http://www.w3.org/ns/sparql-service-description#";
    private static final String DCAT = "http://www.w3.org/ns/dcat#";
    private static final String VOID = "http://rdfs.org/ns/void#";
    private static final String TD = "https://www.w3.org/2019/wot/td#";
    private static final String HCTL = "https://www.w3.org/2019/wot/hypermedia#";
    static final String FORMATS = "http://www.w3.org/ns/formats/";
    private static final String R2RML = "http://www.w3.org/ns/r2rml#";
    private static final String OLD_RML = "http://semweb.mmlab.be/ns/rml#";
    private static final String OLD_QL = "http://semweb.mmlab.be/ns/ql#";

    /// By name; as many as the code names.
    private static final Map<String, Node> TERMS = new ConcurrentHashMap<>();

    private Vocabulary() {}

    static Node rml(String name) {
        return TERMS.computeIfAbsent(name, unseen -> NodeFactory.createURI(RML + unseen));
    }

    static Node belfry(String name) {
        return NodeFactory.createURI(BELFRY + name);
    }

    static Node csvw(String name) {
        return NodeFactory.createURI(CSVW + name);
    }

    static Node d2rq(String name) {
        return NodeFactory.createURI(D2RQ + name);
    }

    static Node sd(String name) {
        return NodeFactory.createURI(SD + name);
    }

    static Node dcat(String name) {
        return NodeFactory.createURI(DCAT + name);
    }

    static Node voidDataset(String name) {
        return NodeFactory.createURI(VOID + name);
    }

    static Node td(String name) {
        return NodeFactory.createURI(TD + name);
    }

    static Node hctl(String name) {
        return NodeFactory.createURI(HCTL + name);
    }

    static boolean isOld(Node node) {
        return node.isURI()
                && (node.getURI().startsWith(R2RML)
                        || node.getURI().startsWith(OLD_RML)
                        || node.getURI().startsWith(OLD_QL));
    }

    static Node modern(Node node) {
        if (!isOld(node)) {
            return node;
        }
        String iri = node.getURI();
        return NodeFactory.createURI(RML + iri.substring(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1));
    }
}
