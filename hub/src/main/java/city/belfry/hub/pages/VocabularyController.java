package city.belfry.hub.pages;

import city.belfry.hub.rest.EntityReader;
import city.belfry.hub.rest.RestException;
import city.belfry.ontology.City;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.vocabulary.OWL;
import org.apache.jena.vocabulary.RDF;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/// The terms of the city ontology, one page each, and their list.
@Controller
final class VocabularyController {
    private static final List<Node> KINDS =
            List.of(OWL.Class.asNode(), OWL.ObjectProperty.asNode(), OWL.DatatypeProperty.asNode());

    private final Labels labels;
    private final EntityView view;
    private final Site site;

    VocabularyController(Labels labels, EntityView view, Site site) {
        this.labels = labels;
        this.view = view;
        this.site = site;
    }

    record Term(String name, String label) {}

    @GetMapping("/vocab")
    ModelAndView list(HttpServletRequest request, HttpServletResponse response) {
        Locale locale = PageLanguages.of(request);
        return site.page("vocabulary", request, response)
                .addObject("classes", terms(OWL.Class.asNode(), locale))
                .addObject("links", terms(OWL.ObjectProperty.asNode(), locale))
                .addObject("values", terms(OWL.DatatypeProperty.asNode(), locale));
    }

    private List<Term> terms(Node kind, Locale locale) {
        return labels
                .vocabulary()
                .find(Node.ANY, RDF.type.asNode(), kind)
                .mapWith(Triple::getSubject)
                .filterKeep(node -> node.isURI() && node.getURI().startsWith(City.NS))
                .mapWith(node -> new Term(node.getURI().substring(City.NS.length()), labels.of(node, locale)))
                .toList()
                .stream()
                .distinct()
                .sorted(Comparator.comparing(Term::name))
                .toList();
    }

    @GetMapping("/vocab/{term}")
    ModelAndView term(@PathVariable String term, HttpServletRequest request, HttpServletResponse response) {
        Node iri = NodeFactory.createURI(City.NS + term);
        Graph vocabulary = labels.vocabulary();
        if (KINDS.stream().noneMatch(kind -> vocabulary.contains(iri, RDF.type.asNode(), kind))) {
            throw new RestException(
                    RestException.Code.TERM_UNKNOWN, "The ontology has no term '" + term + "'. See /vocab.");
        }
        Graph about = GraphFactory.createDefaultGraph();
        vocabulary.find(iri, Node.ANY, Node.ANY).forEachRemaining(about::add);
        List<Triple> incoming = vocabulary
                .find(Node.ANY, Node.ANY, iri)
                .filterKeep(triple -> triple.getSubject().isURI())
                .toList();
        EntityReader.Entity entity = new EntityReader.Entity(iri, about, incoming, false, Set.of());
        return site.page("entity", request, response)
                .addObject("entity", view.of(entity, PageLanguages.of(request)))
                .addObject("more", false)
                .addObject("hasGeometry", false)
                .addObject("self", "");
    }
}
