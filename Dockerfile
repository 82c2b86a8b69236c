# Cluster Share as an image: build the bundle first with `./mvnw package`.
FROM eclipse-temurin:25-jre

# Cluster Share needs no root permissions.
RUN useradd --system --uid 10001 --home-dir /var/lib/cluster-share --create-home cluster-share
COPY target/cluster-share.jar /opt/cluster-share/cluster-share.jar
# docker run --rm --env-file … --entrypoint check-issuer cluster-share
COPY --chmod=755 server-config/check-issuer /usr/local/bin/check-issuer

USER 10001
# The embedded database lies here unless database-url names another.
WORKDIR /var/lib/cluster-share
VOLUME /var/lib/cluster-share
EXPOSE 8080

# Every setting is an environment variable; see the table in README.md. Without a setting that opens it, nothing is open.
# Only the owner reads the database's files. The process ends when its memory is exhausted, because no thread's state is
# reliable then.
ENTRYPOINT ["sh", "-c", "umask 077; exec java -XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError -jar /opt/cluster-share/cluster-share.jar \"$@\"", "cluster-share"]
CMD ["--port", "8080"]
