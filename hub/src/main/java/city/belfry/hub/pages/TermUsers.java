package city.belfry.hub.pages;

import city.belfry.ontology.City;
import city.belfry.ontology.ResourceFolder;
import city.belfry.ontology.documentation.Question;
import city.belfry.queries.NamedQuery;
import city.belfry.queries.QueryLibrary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Which packs, named queries and competency questions speak a term or a code list.
@Component
final class TermUsers {
    private static final Pattern TERM =
            Pattern.compile("(?:(?<![\\w:/-])belfry:|" + Pattern.quote(City.NS) + ")([A-Za-z]\\w*)");
    private static final Pattern CODE = Pattern.compile(Pattern.quote(City.CODES) + "([\\w-]+)/");
    /// Tables of a mapping say classes by their names: `1=StopPlace|2=StationEntrance`.
    private static final Pattern NAME_IN_TABLE = Pattern.compile("=([A-Z]\\w*)");
    private static final String PACKS = "belfry/packs";
    private static final String MAPPING = "/mapping.ttl";

    private final List<Speaker> packs = new ArrayList<>();
    private final List<Speaker> queries = new ArrayList<>();
    private final List<Speaker> questions = new ArrayList<>();

    /// Somebody who uses words of the ontology.
    ///
    /// @param texts what to call it, by language
    /// @param words names of terms, and names of code lists with a slash at their end
    private record Speaker(Map<String, String> texts, String address, Set<String> words) {}

    /// @param href empty when it has no page
    record User(String title, String href) {}

    record Users(List<User> packs, List<User> queries, List<User> questions) {
        public boolean isEmpty() {
            return packs.isEmpty() && queries.isEmpty() && questions.isEmpty();
        }
    }

    TermUsers(QueryLibrary library) {
        ResourceFolder.texts(PACKS, MAPPING).forEach((file, text) -> {
            String name = file.replace(MAPPING, "");
            Set<String> words = words(text);
            NAME_IN_TABLE.matcher(text).results().forEach(found -> words.add(found.group(1)));
            packs.add(new Speaker(Map.of("en", name, "fr", name), "", words));
        });
        for (NamedQuery query : library.all()) {
            queries.add(new Speaker(query.titles(), "/queries/" + query.name(), words(query.text())));
        }
        for (Question question : Question.all()) {
            questions.add(new Speaker(question.texts().byLanguage(), "", words(question.sparql())));
        }
    }

    Users ofTerm(String name, Locale locale) {
        return users(name, locale);
    }

    Users ofCodeList(String name, Locale locale) {
        return users(name + "/", locale);
    }

    private Users users(String word, Locale locale) {
        return new Users(
                speaking(packs, word, locale), speaking(queries, word, locale), speaking(questions, word, locale));
    }

    private static List<User> speaking(List<Speaker> speakers, String word, Locale locale) {
        return speakers.stream()
                .filter(speaker -> speaker.words().contains(word))
                .map(speaker ->
                        new User(HomeController.text(speaker.texts(), locale).orElse("…"), speaker.address()))
                .toList();
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        TERM.matcher(text).results().forEach(found -> words.add(found.group(1)));
        CODE.matcher(text).results().forEach(found -> words.add(found.group(1) + "/"));
        return words;
    }
}
