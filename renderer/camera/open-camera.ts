import type { FrameSource } from './watch-frames.ts';

/** Enough to see noise in, and little to read. */
const sampleSize = { width: 64, height: 48 };

/** Opens the camera through the browser (W3C Media Capture and Streams), as small as it goes. */
export async function openCamera(name: string | null): Promise<FrameSource> {
  const stream = await streamOf(name);
  const [track] = stream.getVideoTracks();
  if (track === undefined) throw new Error('a video stream without a video track');
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  const canvas = new OffscreenCanvas(sampleSize.width, sampleSize.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d canvas');
  // One pixel of the picture for each of the sample: a mean of many would take away the noise.
  context.imageSmoothingEnabled = false;

  let frames = 0;
  let isOpen = true;
  const count = () => {
    if (!isOpen) return;
    frames += 1;
    video.requestVideoFrameCallback(count);
  };
  video.requestVideoFrameCallback(count);
  // Closing before it plays ends the wait with an error that nobody needs.
  video.play().catch(() => {});
  return {
    frames: () => frames,
    ended: () => track.readyState === 'ended',
    sample() {
      context.drawImage(video, 0, 0, sampleSize.width, sampleSize.height);
      return lumaOf(context.getImageData(0, 0, sampleSize.width, sampleSize.height).data);
    },
    close() {
      isOpen = false;
      video.srcObject = null;
      stopAll(stream);
    },
  };
}

async function streamOf(name: string | null): Promise<MediaStream> {
  const video = { width: { ideal: 320 }, height: { ideal: 240 } };
  const stream = await navigator.mediaDevices.getUserMedia({ video });
  if (name === null || stream.getVideoTracks()[0]?.label.includes(name)) return stream;
  // Names are told only while a camera is open.
  const devices = await navigator.mediaDevices.enumerateDevices();
  stopAll(stream);
  const wanted = devices.find(({ kind, label }) => kind === 'videoinput' && label.includes(name));
  if (!wanted) throw new DOMException('no camera of this name', 'NotFoundError');
  return navigator.mediaDevices.getUserMedia({ video: { ...video, deviceId: { exact: wanted.deviceId } } });
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** ITU-R BT.601 luma of RGBA. */
function lumaOf(rgba: Uint8ClampedArray): Uint8Array {
  const luma = new Uint8Array(rgba.length / 4);
  for (let index = 0; index < luma.length; index += 1) {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(index * 4, index * 4 + 3);
    luma[index] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  }
  return luma;
}
