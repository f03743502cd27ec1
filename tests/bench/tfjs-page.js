// MobileNetV2 (1.0, 224) in TF.js, with convolutions, biases and activations fused as in its converted models. Source: Sandler et al. 2018, table 2.
/* global tf, createImageBitmap, OffscreenCanvas */
const random = (...shape) => tf.keep(tf.randomNormal(shape, 0, 0.05));
const blocks = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
];

function conv(from, to, size, strides, activation) {
  const weights = { filter: random(size, size, from, to), bias: random(to) };
  return (x) => tf.fused.conv2d({ x, ...weights, strides, pad: 'same', activation });
}

function depthwise(channels, strides) {
  const weights = { filter: random(3, 3, channels, 1), bias: random(channels) };
  return (x) => tf.fused.depthwiseConv2d({ x, ...weights, strides, pad: 'same', activation: 'relu6' });
}

function bottleneck(from, to, expansion, strides) {
  const inner = from * expansion;
  const steps = [depthwise(inner, strides), conv(inner, to, 1, 1, 'linear')];
  if (expansion > 1) steps.unshift(conv(from, inner, 1, 1, 'relu6'));
  const run = (x) => steps.reduce((value, step) => step(value), x);
  return strides === 1 && from === to ? (x) => tf.add(x, run(x)) : run;
}

function mobileNetV2() {
  const layers = [conv(3, 32, 3, 2, 'relu6')];
  let from = 32;
  for (const [expansion, to, count, stride] of blocks) {
    for (let each = 0; each < count; each++) {
      layers.push(bottleneck(from, to, expansion, each === 0 ? stride : 1));
      from = to;
    }
  }
  const classes = random(1280, 1000);
  layers.push(conv(from, 1280, 1, 1, 'relu6'), (x) => tf.softmax(tf.matMul(tf.mean(x, [1, 2]), classes)));
  return (x) => layers.reduce((value, layer) => layer(value), x);
}

async function inspect(network, photo) {
  const bitmap = await createImageBitmap(photo);
  const context = new OffscreenCanvas(224, 224).getContext('2d', { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0, 224, 224);
  bitmap.close();
  const pixels = context.getImageData(0, 0, 224, 224);
  const scores = tf.tidy(() => network(tf.expandDims(tf.sub(tf.div(tf.browser.fromPixels(pixels), 127.5), 1))));
  const values = await scores.data();
  scores.dispose();
  if (values.length !== 1000 || !Number.isFinite(values[0])) throw new Error('no scores');
}

async function open() {
  tf.wasm.setWasmPaths('/');
  await tf.setBackend('wasm');
  const photo = await (await fetch('/photo')).blob();
  const network = mobileNetV2();
  globalThis.timeMs = async () => {
    const startedMs = performance.now();
    await inspect(network, photo);
    return performance.now() - startedMs;
  };
}

globalThis.opened = open();
