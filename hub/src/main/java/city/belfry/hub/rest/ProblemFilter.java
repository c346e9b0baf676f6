package city.belfry.hub.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/// Catches whatever a filter or a controller throws and lets [Problems] tell it.
final class ProblemFilter extends OncePerRequestFilter {
    private final Problems problems;

    private ProblemFilter(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            if (response.isCommitted()) {
                throw e;
            }
            response.resetBuffer();
            problems.write(request, response, e instanceof ServletException ? cause(e) : e);
        }
    }

    private static Throwable cause(Exception failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : cause;
    }

    @Configuration(proxyBeanMethods = false)
    static class Registration {
        /// Outside of the security chain, so that a failure in there is told in the same way.
        @Bean
        FilterRegistrationBean<ProblemFilter> problemFilter(Problems problems) {
            FilterRegistrationBean<ProblemFilter> filter = new FilterRegistrationBean<>(new ProblemFilter(problems));
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
            return filter;
        }

        /// What Spring's dispatcher meets goes the same way.
        @Bean
        HandlerExceptionResolver problemResolver(Problems problems) {
            return new ProblemResolver(problems);
        }
    }

    private record ProblemResolver(Problems problems) implements HandlerExceptionResolver, Ordered {
        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }

        @Override
        public @Nullable ModelAndView resolveException(
                HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
            if (response.isCommitted() || failure instanceof IOException) {
                return null;
            }
            try {
                response.resetBuffer();
                problems.write(request, response, failure);
                return new ModelAndView();
            } catch (IOException gone) {
                // The caller has closed the connection: there is nobody to tell.
                return new ModelAndView();
            }
        }
    }
}
