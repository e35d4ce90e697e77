"""What QGIS reads of the open geographic data, compared with what the API says of them."""
import json
import os
import sys
import urllib.parse
import urllib.request

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorTileBasicRenderer,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

address = sys.argv[1]
heard = []

def answer(path):
    with urllib.request.urlopen(f"{address}/ogc/{path}", timeout=30) as found:
        return json.load(found)

def matched(collection, **asked):
    return answer(f"collections/{collection}/items?" + urllib.parse.urlencode({"limit": 1, **asked}))["numberMatched"]

def expect(what, wanted, found):
    if wanted != found:
        sys.exit("\n".join([f"tests/qgis: {what}: expected {wanted}, QGIS reads {found}", *heard]))
    print(f"  {what}: {found}")

def layer(collection, more=""):
    made = QgsVectorLayer(f"url='{address}/ogc' typename='{collection}' pagingEnabled='true' {more}", collection, "OAPIF")
    if not made.isValid():
        sys.exit("\n".join([f"tests/qgis: QGIS refuses {collection}: {made.error().message()}", *heard]))
    return made

QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
application.messageLog().messageReceived.connect(
    lambda text, tag, level: heard.append(f"{tag}: {text}") if level != Qgis.Info else None
)
print(f"QGIS {Qgis.QGIS_VERSION}")

for collection in answer("collections")["collections"]:
    name = collection["id"]
    read = layer(name)
    expect(f"{name}, read page after page", matched(name), sum(1 for _ in read.getFeatures()))
    wanted = set(answer(f"collections/{name}/schema")["properties"]) - {"geometry"}
    lacking = wanted - {field.name() for field in read.fields()} - {"id"}
    # What no feature has a value for is not seen by a reader that looks at the first of them.
    told = {key for feature in answer(f"collections/{name}/items?limit=10")["features"] for key, value in feature["properties"].items() if value is not None}
    expect(f"{name}, properties that are told and not read", set(), lacking & told)

box = (4, 46, 5, 47)
near = layer("communes", "restrictToRequestBBOX='1'")
found = sum(1 for _ in near.getFeatures(QgsFeatureRequest().setFilterRect(QgsRectangle(*box))))
expect("communes of a box", matched("communes", bbox=",".join(map(str, box))), found)

one = layer("communes")
if not one.setSubsetString("\"name\" = 'Chalon-sur-Saône'"):
    sys.exit("\n".join(["tests/qgis: QGIS cannot filter by name", *heard]))
names = [feature["name"] for feature in one.getFeatures()]
expect("communes of a name", ["Chalon-sur-Saône"], names)
kind = one.fields().field("population").typeName()
expect("type of population", True, kind.lower().startswith("int"))
[place] = [feature.geometry().asPoint() for feature in one.getFeatures()]
expect("axes in their order", True, 4 < place.x() < 6 and 46 < place.y() < 48)

tiles = QgsVectorTileLayer(
    f"type=xyz&url={address}/ogc/collections/communes/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}&zmin=0&zmax=16", "communes"
)
if not tiles.isValid():
    sys.exit("\n".join(["tests/qgis: QGIS refuses the tiles", *heard]))
renderer = QgsVectorTileBasicRenderer()
red = QColor(255, 0, 0)
renderer.setStyles(QgsVectorTileBasicRenderer.simpleStyle(red, red, 1.0, red, 1.0, red, red, 2.0))
tiles.setRenderer(renderer)
mercator = QgsCoordinateReferenceSystem("EPSG:3857")
to_mercator = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), mercator, QgsProject.instance())
settings = QgsMapSettings()
settings.setLayers([tiles])
settings.setDestinationCrs(mercator)
settings.setExtent(to_mercator.transformBoundingBox(QgsRectangle(*box)))
settings.setOutputSize(QSize(256, 256))
settings.setBackgroundColor(QColor(255, 255, 255))
job = QgsMapRendererSequentialJob(settings)
job.start()
job.waitForFinished()
image = job.renderedImage()
drawn = sum(image.pixelColor(x, y) != QColor(255, 255, 255) for x in range(256) for y in range(256))
expect("communes are drawn from the tiles", True, drawn > 500)
refused = [line for line in heard if line.startswith(("WFS", "OAPIF", "Network"))]
expect("what QGIS complains of", [], refused)

# QGIS 3.22 may fall as it leaves, once everything is told.
sys.stdout.flush()
os._exit(0)
