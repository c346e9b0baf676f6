package city.belfry.hub.pages;

import city.belfry.ontology.documentation.CodeList;
import city.belfry.ontology.documentation.Constraint;
import city.belfry.ontology.documentation.Documentation;
import city.belfry.ontology.documentation.Term;
import city.belfry.ontology.documentation.Texts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.springframework.stereotype.Component;

/// The ontology in the words and with the links of a page.
@Component
final class OntologyView {
    private final Documentation documentation = Documentation.ofOntology();
    private final Labels labels;
    private final PageLinks links;

    OntologyView(Labels labels, PageLinks links) {
        this.labels = labels;
        this.links = links;
    }

    Documentation documentation() {
        return documentation;
    }

    /// A term in a list.
    record Line(String name, String label, String definition, String href) {}

    /// The texts of a term in one language.
    record InLanguage(String tag, String language, String label, String synonyms, String definition) {}

    /// A property in the table of a class.
    record PropertyLine(Line property, List<EntityView.Shown> ends, String from) {}

    record AlignmentLine(String relation, EntityView.Shown other) {}

    record CodeLine(
            String name,
            String iri,
            String notation,
            String label,
            String definition,
            List<AlignmentLine> alignments) {}

    record RuleLine(
            String code,
            String severity,
            String message,
            String suggestion,
            List<EntityView.Shown> looksAt,
            int looksAtMore,
            List<String> profiles) {}

    /// Classes named of a rule that looks at many; the rest is counted.
    private static final int LOOKS_AT_MAX = 5;

    Line line(Term term, Locale locale) {
        return new Line(
                term.name(), in(term.labels(), locale), in(term.definitions(), locale), "/vocab/" + term.name());
    }

    List<Line> lines(List<Term> terms, Locale locale) {
        return terms.stream().map(term -> line(term, locale)).toList();
    }

    List<EntityView.Shown> shown(List<Node> nodes, Locale locale) {
        return nodes.stream()
                .map(node -> new EntityView.Shown(labels.of(node, locale), links.of(node), ""))
                .toList();
    }

    /// All languages that the term has a text in.
    List<InLanguage> languages(Term term, Locale locale) {
        Set<String> tags = new LinkedHashSet<>(term.labels().byLanguage().keySet());
        tags.addAll(term.definitions().byLanguage().keySet());
        return tags.stream()
                .map(tag -> new InLanguage(
                        tag,
                        Locale.forLanguageTag(tag).getDisplayLanguage(locale),
                        term.labels().byLanguage().getOrDefault(tag, ""),
                        term.synonyms().byLanguage().getOrDefault(tag, ""),
                        term.definitions().byLanguage().getOrDefault(tag, "")))
                .toList();
    }

    /// The properties of a class with where they lead; those of a class above say of which.
    List<PropertyLine> properties(Term type, Locale locale) {
        return documentation.propertiesOf(type).stream()
                .map(property -> new PropertyLine(
                        line(property, locale),
                        shown(property.range(), locale),
                        property.domain().contains(type.iri())
                                ? ""
                                : property.domain().stream()
                                        .filter(documentation.withAbove(type.iri())::contains)
                                        .findFirst()
                                        .map(node -> labels.of(node, locale))
                                        .orElse("")))
                .toList();
    }

    /// The properties that lead to a class with what they are said of.
    List<PropertyLine> propertiesTo(Term type, Locale locale) {
        return documentation.propertiesTo(type).stream()
                .map(property -> new PropertyLine(line(property, locale), shown(property.domain(), locale), ""))
                .toList();
    }

    List<AlignmentLine> alignments(List<Term.Alignment> alignments) {
        return alignments.stream()
                .map(match -> new AlignmentLine(
                        match.relation(), new EntityView.Shown(match.other().getURI(), links.of(match.other()), "")))
                .toList();
    }

    List<RuleLine> rules(List<Constraint> constraints, Locale locale) {
        return constraints.stream()
                .map(rule -> new RuleLine(
                        rule.code(),
                        rule.severity().name(),
                        in(rule.messages(), locale),
                        in(rule.suggestions(), locale),
                        shown(rule.targets().stream().limit(LOOKS_AT_MAX).toList(), locale),
                        Math.max(0, rule.targets().size() - LOOKS_AT_MAX),
                        rule.profiles()))
                .toList();
    }

    List<CodeLine> codes(CodeList list, Locale locale) {
        return list.codes().stream()
                .map(code -> new CodeLine(
                        Labels.localName(code.iri().getURI()),
                        code.iri().getURI(),
                        code.notation(),
                        in(code.labels(), locale),
                        in(code.definitions(), locale),
                        alignments(code.alignments())))
                .toList();
    }

    static String in(Texts texts, Locale locale) {
        return texts.in(locale.getLanguage());
    }
}
