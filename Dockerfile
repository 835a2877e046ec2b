# Build: docker build -t pbxbridge .   Run: docker run --network host -v pbxbridge:/var/lib/pbxbridge pbxbridge
# SIP and RTP carry addresses inside their messages: give the container the host's network, or set Sip:Advertised and Media:Advertised.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
# ReadyToRun: the first calls after a start need not wait for the compiler. It adds packages for the machine's kind to the lock files, hence unlocked.
RUN dotnet publish PbxBridge -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true -p:RestoreLockedMode=false -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /var/lib/pbxbridge pbxbridge
COPY --from=build /app /app
# data/ (store, certificate, logs) is made in the working folder.
WORKDIR /var/lib/pbxbridge
USER pbxbridge
VOLUME /var/lib/pbxbridge
EXPOSE 5060/udp 5060/tcp 5061/tcp 8080/tcp 20000-29999/udp
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD curl -fsS http://localhost:8080/healthz || exit 1
# SIGTERM drains: new calls get 503, running calls may end within Drain:Seconds.
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "/app/PbxBridge.dll"]
