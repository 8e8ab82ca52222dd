// Bones for the scene: their surfaces, meshed once for all views of the page, and their look.
import { BufferAttribute, BufferGeometry, DoubleSide, MeshMatcapMaterial } from "three";
import { meshBone } from "./bones.js";

let boneGeometries = null;

/** The surface of every bone, by name. */
export function meshBones(tables, facts) {
  boneGeometries ??= Object.fromEntries(
    Object.entries(facts).map(([name, options]) => {
      const { positions, normals, shade, triangles } = meshBone(tables(`bone/${name}`).values, options);
      const geometry = new BufferGeometry();
      geometry.setAttribute("position", new BufferAttribute(positions, 3));
      geometry.setAttribute("normal", new BufferAttribute(normals, 3));
      geometry.setAttribute("color", new BufferAttribute(shade, 3));
      geometry.setIndex(triangles);
      return [name, geometry];
    }),
  );
  return boneGeometries;
}

/**
 * Bone: ivory outside; where the picture cuts into it, the cut is flat.
 * @param {{value: number}} presence  1 for a solid bone, less for one that fades into the ground
 * @param {{value: import("three").Color}} ground     colour of the picture's ground, as the screen shows it
 */
export function boneMaterial(matcap, presence, ground) {
  const material = new MeshMatcapMaterial({ matcap, vertexColors: true, side: DoubleSide });
  material.onBeforeCompile = (shader) => {
    shader.uniforms.presence = presence;
    shader.uniforms.ground = ground;
    shader.fragmentShader = `uniform float presence;\nuniform vec3 ground;\n${shader.fragmentShader}`.replace(
      "#include <dithering_fragment>",
      `if (!gl_FrontFacing) gl_FragColor.rgb = vec3(0.80, 0.70, 0.58);
       gl_FragColor.rgb = mix(ground, gl_FragColor.rgb, presence);`,
    );
  };
  return material;
}
