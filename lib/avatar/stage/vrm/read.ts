/** Builds a VRM from the bytes of a file, and takes it apart again. Nothing is fetched meanwhile. Browser-safe. */
import { type VRM, VRMLoaderPlugin, VRMUtils } from "@pixiv/three-vrm";
import { Camera, Light, Mesh, type Object3D, SkinnedMesh, Texture } from "three";
import {
  GLTFLoader,
  type GLTFLoaderPlugin,
  type GLTFParser,
} from "three/addons/loaders/GLTFLoader.js";
import { readImageHeader } from "@/lib/avatar/image_header.ts";
import { readVrmHeader, VRM_LIMITS } from "@/lib/avatar/stage/vrm/file.ts";
import { RendererError } from "@/lib/avatar/stage/trouble.ts";

/**
 * Reads a model, fit to be drawn: turned to +z, its skeletons combined, without lights and cameras of its own.
 *
 * @throws {RendererError} `unreadable`, `too_large` or `outside`.
 */
export async function readVrm(file: ArrayBuffer): Promise<VRM> {
  readVrmHeader(file);
  const loader = new GLTFLoader();
  let inside: SelfContained | null = null;
  loader.register((parser) => inside = new SelfContained(parser));
  loader.register((parser) => new VRMLoaderPlugin(parser));
  // Nothing names an address any more; whatever three finds to ask for leads nowhere.
  loader.manager.setURLModifier(() => "data:,");
  let scene: Object3D | null = null;
  try {
    const gltf = await loader.parseAsync(file, "");
    scene = gltf.scene;
    const refused = inside && takeRefusal(inside);
    if (refused) throw refused;
    const vrm: VRM | undefined = gltf.userData.vrm;
    if (!vrm) throw new RendererError("unreadable", "Cannot read the VRM as it has no body");
    removeStage(vrm.scene);
    VRMUtils.removeUnnecessaryVertices(vrm.scene);
    VRMUtils.combineSkeletons(vrm.scene);
    VRMUtils.rotateVRM0(vrm);
    return vrm;
  } catch (cause) {
    if (scene) freeVrm(scene);
    if (cause instanceof RendererError) throw cause;
    throw new RendererError("unreadable", "Cannot read the VRM as it is broken", { cause });
  }
}

/** Why a picture was refused; three itself would leave it out, and say so in the console alone. */
function takeRefusal({ refused }: SelfContained): unknown {
  return refused;
}

/** Lets go of all that a model has on the card; what is drawn again is given to it again. */
export function letGo(scene: Object3D): void {
  scene.traverse((object) => {
    if (object instanceof SkinnedMesh) object.skeleton.dispose();
    if (!(object instanceof Mesh)) return;
    object.geometry.dispose();
    for (const texture of texturesOf(object)) texture.dispose();
    for (const material of [object.material].flat()) material.dispose();
  });
}

/** Frees a model for good, on the card and beside it. */
export function freeVrm(scene: Object3D): void {
  letGo(scene);
  scene.traverse((object) => {
    for (const { image } of texturesOf(object)) if (image instanceof ImageBitmap) image.close();
  });
  scene.clear();
}

/** Textures of an object's materials, those in uniforms too. */
function* texturesOf(object: Object3D): Generator<Texture> {
  const materials: unknown = Reflect.get(object, "material");
  for (const material of [materials].flat()) {
    if (typeof material !== "object" || material === null) continue;
    const uniforms: unknown = Reflect.get(material, "uniforms");
    for (const value of Object.values(material)) if (value instanceof Texture) yield value;
    for (const uniform of Object.values(uniforms ?? {})) {
      if (uniform?.value instanceof Texture) yield uniform.value;
    }
  }
}

/** A person brings themselves, and neither lamps nor cameras: the light is the house's. */
function removeStage(scene: Object3D): void {
  const found: Object3D[] = [];
  scene.traverse((object) => {
    if (object instanceof Light || object instanceof Camera) found.push(object);
  });
  for (const object of found) object.removeFromParent();
}

/**
 * Makes pictures out of their bytes. three would fetch them from `blob:` addresses, which a policy of
 * `connect-src 'self'` forbids; and it would decode whatever size they are.
 */
class SelfContained implements GLTFLoaderPlugin {
  readonly name = "MARU_self_contained";
  refused: unknown = null;
  readonly #parser: GLTFParser;

  constructor(parser: GLTFParser) {
    this.#parser = parser;
  }

  beforeRoot(): Promise<void> {
    // Movements of its own are never played, and cost time to read.
    delete this.#parser.json.animations;
    let pixels = 0;
    const decode = async (bytes: ArrayBuffer): Promise<Texture> => {
      const result = readImageHeader(new Uint8Array(bytes));
      if (!result.ok) throw new RendererError("unreadable", "Cannot read a picture of the VRM");
      const { width, height, type } = result.header;
      pixels += width * height;
      if (width * height > VRM_LIMITS.pixels || pixels > VRM_LIMITS.allPixels) {
        throw new RendererError("too_large", `Cannot open a picture of ${width}×${height}`);
      }
      const image = await createImageBitmap(new Blob([bytes], { type }), {
        colorSpaceConversion: "none",
        premultiplyAlpha: "none",
      });
      const texture = new Texture(image);
      texture.needsUpdate = true;
      return texture;
    };
    Object.assign(this.#parser, {
      textureLoader: {
        // The one kind of loader that three hands bytes to instead of an address.
        isKTX2Loader: true,
        parse: (
          bytes: ArrayBuffer,
          done: (texture: Texture) => void,
          fail: (error: unknown) => void,
        ) =>
          void decode(bytes).then(done, (error: unknown) => {
            this.refused ??= error;
            fail(error);
          }),
      },
    });
    return Promise.resolve();
  }
}
