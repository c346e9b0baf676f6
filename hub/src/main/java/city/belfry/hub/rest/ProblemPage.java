package city.belfry.hub.rest;

import jakarta.servlet.http.HttpServletRequest;

/// A failure for somebody who reads with a browser.
@FunctionalInterface
public interface ProblemPage {
    String html(HttpServletRequest request, Problem problem);
}
