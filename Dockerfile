# The bot as one image: docker build -t flightplan . && docker run --env-file .env flightplan
ARG PYTHON_VERSION=3.11

FROM python:${PYTHON_VERSION}-slim AS build
# The version of the Makefile.
ARG UV_VERSION=0.13.8
ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_NO_CACHE=1
RUN python -m pip install --no-cache-dir --disable-pip-version-check uv==${UV_VERSION} \
 && python -m venv --without-pip /opt/flightplan
WORKDIR /src
COPY requirements.txt ./
RUN uv pip sync --python /opt/flightplan/bin/python --require-hashes requirements.txt
COPY . ./
# The build tools are among the pinned packages, so nothing is fetched here.
RUN uv pip install --python /opt/flightplan/bin/python --no-deps --no-build-isolation .

FROM python:${PYTHON_VERSION}-slim
RUN useradd --system --uid 10001 --user-group --home-dir /var/lib/flightplan --create-home flightplan
COPY --from=build /opt/flightplan /opt/flightplan
ENV PATH=/opt/flightplan/bin:${PATH} \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    FLIGHTPLAN_HOME=/var/lib/flightplan \
    PORT=8080
USER 10001:10001
WORKDIR /var/lib/flightplan
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-c", "\
import http.client, os, sys; \
c = http.client.HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=4); \
c.request('GET', '/health'); \
sys.exit(c.getresponse().status != 200)"]
ENTRYPOINT ["flightplan"]
CMD ["serve"]
