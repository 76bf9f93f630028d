/**
 * Where a picture is cut to a ratio around its focal point, as a value of `object-position`. The
 * same arithmetic as `library.cropping`: as near around the point as the edges allow.
 */
export function shift([width, height], [across, up], [x, y]) {
  const kept = [Math.min(width, (height * across) / up), Math.min(height, (width * up) / across)];
  const place = (whole, part, focus) => {
    if (whole - part <= 1) return 50;
    return Math.min(100, Math.max(0, Math.round((100 * (focus * whole - part / 2)) / (whole - part))));
  };
  return `${place(width, kept[0], x)}% ${place(height, kept[1], y)}%`;
}
