# Cluster Share as an image: `./mvnw package -DskipTests`, then `docker build -t cluster-share .`.
# For the same image every time, pin the base by its digest:
# docker build --build-arg JRE=eclipse-temurin:25-jre@sha256:<digest> …
ARG JRE=eclipse-temurin:25-jre

FROM ${JRE} AS training
COPY target/dist /opt/cluster-share
# One time for all files: the ahead-of-time cache holds the times of the JAR files, and a builder that rewrites times
# must not invalidate it. The cache fits the JRE of this image only.
RUN find /opt/cluster-share -exec touch -h -d 2026-11-23T00:00:00Z {} + \
    && chmod -R u=rwX,go=rX /opt/cluster-share \
    && /opt/cluster-share/bin/train-cache \
    && chmod 644 /opt/cluster-share/cluster-share.aot

FROM ${JRE}
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Cluster Share" \
      org.opencontainers.image.description="Share Kubernetes clusters through your own OpenID Connect provider" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

# A number, because Kubernetes checks runAsNonRoot by it; it needs no entry in /etc/passwd.
RUN install --directory --owner=10001 --group=10001 --mode=0750 /var/lib/cluster-share
COPY --from=training /opt/cluster-share /opt/cluster-share

# Without HOME, Java has no home folder for a user who is not in /etc/passwd. Of the memory of the container, 60 percent
# are heap, because the server needs 300 MiB beside it. A container needs 768 MiB or more.
ENV HOME=/var/lib/cluster-share \
    PATH=/opt/cluster-share/bin:/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    JAVA_OPTIONS="-XX:+UseSerialGC -Xms64m -XX:MaxRAMPercentage=60"
USER 10001:10001
# The embedded database lies here unless database-url names another. Only this folder and /tmp are written, so the root
# file system can be read-only: docker run --read-only --tmpfs /tmp.
WORKDIR /var/lib/cluster-share
VOLUME /var/lib/cluster-share
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=90s --start-interval=5s --retries=3 \
    CMD ["/opt/cluster-share/bin/healthcheck", "ready", "8080"]

# Every setting is an environment variable; see the table in README.md. Without a setting that opens it, nothing is open.
ENTRYPOINT ["/opt/cluster-share/bin/cluster-share"]
CMD ["--port", "8080"]
