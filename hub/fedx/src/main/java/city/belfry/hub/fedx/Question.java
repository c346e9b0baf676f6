package city.belfry.hub.fedx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.syntax.syntaxtransform.QueryTransformOps;
import org.apache.jena.sparql.util.NodeFactoryExtra;

/**
 * A question in two forms.
 *
 * @param plain as the library has it, its parameters at their defaults, as if all were one store
 * @param byHand with SERVICE, as somebody writes it who knows which city holds what
 */
record Question(String name, Query plain, String byHand) {
    private static final Pattern PARAMETER = Pattern.compile("# param (\\w+) (\\w+) (\\S+) :.*");

    static List<Question> all(Path library, Path byHand, Cities cities) throws IOException {
        try (var files = Files.list(byHand)) {
            List<Path> sorted = files.sorted().toList();
            List<Question> questions = new java.util.ArrayList<>();
            for (Path file : sorted) {
                String name = file.getFileName().toString().replace(".rq", "");
                String text = Files.readString(file);
                for (Member member : cities.members()) {
                    text = text.replace("{" + member.id() + "}", member.endpoint());
                }
                questions.add(new Question(
                        name, bound(Files.readString(library.resolve(name).resolve("query.rq"))), text));
            }
            return questions;
        }
    }

    private static Query bound(String text) {
        Map<Var, Node> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            Matcher parameter = PARAMETER.matcher(line);
            if (parameter.matches()) {
                Node value = parameter.group(2).equals("integer")
                        ? NodeFactoryExtra.intToNode(Integer.parseInt(parameter.group(3)))
                        : NodeFactory.createLiteralString(parameter.group(3));
                values.put(Var.alloc(parameter.group(1)), value);
            }
        }
        Query query = QueryFactory.create(text);
        return values.isEmpty() ? query : QueryTransformOps.replaceVars(query, values);
    }
}
