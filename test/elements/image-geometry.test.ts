import { expect } from '@open-wc/testing';
import { drawnBox, layOut } from '../../packages/elements/src/image/fit.js';
import { centreOf } from '../../packages/elements/src/image/regions.js';
import type { Box } from '../../packages/elements/src/image/scene.js';
import { pointOf, readPoints } from '../../packages/elements/src/tag/place.js';

const box = { width: 400, height: 200 };
const drawn = (fit: string, natural: [number, number], position = '50% 50%') => {
  const { left, top, width, height } = drawnBox(box, { width: natural[0], height: natural[1] }, fit, position);
  return [left, top, width, height];
};

describe('where a picture is drawn', () => {
  it('is the whole box for fill', () => expect(drawn('fill', [100, 100])).to.deep.equal([0, 0, 400, 200]));
  it('has bars beside it for contain', () => expect(drawn('contain', [100, 100])).to.deep.equal([100, 0, 200, 200]));
  it('is cropped for cover', () => expect(drawn('cover', [100, 100])).to.deep.equal([0, -100, 400, 400]));
  it('has its own size for none', () => expect(drawn('none', [100, 100])).to.deep.equal([150, 50, 100, 100]));
  it('is never enlarged for scale-down', () => {
    expect(drawn('scale-down', [100, 100])).to.deep.equal([150, 50, 100, 100]);
    expect(drawn('scale-down', [800, 800])).to.deep.equal([100, 0, 200, 200]);
  });
  it('is the box where nobody knows its size', () => expect(drawn('cover', [0, 0])).to.deep.equal([0, 0, 400, 200]));

  it('follows object-position in all forms that engines compute', () => {
    expect(drawn('cover', [100, 100], '0% 0%').slice(0, 2)).to.deep.equal([0, 0]);
    expect(drawn('cover', [100, 100], '50% 100%').slice(0, 2)).to.deep.equal([0, -200]);
    expect(drawn('none', [100, 100], '10px 20.5px').slice(0, 2)).to.deep.equal([10, 20.5]);
    expect(drawn('none', [100, 100], '-10px 0px').slice(0, 2)).to.deep.equal([-10, 0]);
    expect(drawn('none', [100, 100], 'calc(100% - 10px) calc(5px + 50%)').slice(0, 2)).to.deep.equal([290, 55]);
  });
});

describe('the lay-out of pins', () => {
  const whole: Box = { left: 0, top: 0, ...box };
  const place = (points: [number, number][], gap = 24, at = whole, obstacle?: Box) =>
    layOut(
      points.map(([x, y]) => ({ x, y })),
      box,
      at,
      gap,
      obstacle,
    ).map((point) => point && [point.x, point.y]);

  it('puts each on its point', () => {
    expect(place([[0.25, 0.5], [0.75, 0.5]])).to.deep.equal([[100, 100], [300, 100]]); // prettier-ignore
  });

  it('keeps each whole inside of the picture', () => {
    expect(place([[0, 0], [1, 1]])).to.deep.equal([[12, 12], [388, 188]]); // prettier-ignore
  });

  it('leaves out what is cropped away', () => {
    const cropped = { left: 0, top: -100, width: 400, height: 400 };
    expect(place([[0.5, 0.1], [0.5, 0.5]], 24, cropped)).to.deep.equal([undefined, [200, 100]]); // prettier-ignore
  });

  it('keeps those on the very edge of what is visible', () => {
    const cropped = { left: 0, top: -100, width: 400, height: 400 };
    expect(place([[0.5, 0.25]], 24, cropped)).to.deep.equal([[200, 12]]);
  });

  it('parts those that would overlap, always in the same way', () => {
    const heap = Array.from({ length: 9 }, (): [number, number] => [0.5, 0.5]);
    const placed = place(heap);
    expect(place(heap)).to.deep.equal(placed);
    placed.forEach((one, index) =>
      placed.slice(0, index).forEach((other) => {
        expect(Math.hypot(one![0]! - other![0]!, one![1]! - other![1]!)).to.be.at.least(23);
      }),
    );
    for (const [x, y] of placed as number[][]) expect(x! > 100 && x! < 300 && y! >= 12 && y! <= 188).to.equal(true);
  });

  it('does not touch those that stand apart', () => {
    expect(place([[0.5, 0.5], [0.5625, 0.5]])).to.deep.equal([[200, 100], [225, 100]]); // prettier-ignore
  });

  it('moves those away that stand behind something', () => {
    const obstacle = { left: 10, top: 150, width: 120, height: 44 };
    expect(place([[0.1, 0.9], [0.6, 0.9]], 24, whole, obstacle)).to.deep.equal([[40, 138], [240, 180]]); // prettier-ignore
  });

  it('leaves hundreds where they are', () => {
    const many = Array.from({ length: 61 }, (): [number, number] => [0.5, 0.5]);
    expect(new Set(place(many).map(String))).to.deep.equal(new Set(['200,100']));
  });

  it('copes with a picture that is smaller than a pin', () => {
    const tiny = { left: 0, top: 0, width: 10, height: 10 };
    const [point] = layOut([{ x: 0.5, y: 0.5 }], tiny, tiny, 24);
    expect(Number.isFinite(point!.x) && Number.isFinite(point!.y)).to.equal(true);
  });
});

describe('the place of a tag', () => {
  let warnings: string[];
  const warn = console.warn;
  beforeEach(() => {
    warnings = [];
    console.warn = (message: string) => warnings.push(message);
  });
  afterEach(() => (console.warn = warn));

  const at = (x: unknown, y: unknown, product = 'lamp') => pointOf({ x, y, product });

  it('is a point', () => expect(at(0.25, 0.5)).to.deep.equal({ x: 0.25, y: 0.5 }));

  it('is none where a number is lacking or is none', () => {
    for (const bad of [undefined, null, NaN, Infinity, -Infinity, '', 'x', {}, [], '1e309']) {
      expect(at(bad, 0.5), String(bad)).to.equal(undefined);
      expect(at(0.5, bad), String(bad)).to.equal(undefined);
    }
    expect(warnings).to.deep.equal([]);
  });

  it('is taken from text that a framework set as a property', () => {
    expect(at('0.25', '0.5')).to.deep.equal({ x: 0.25, y: 0.5 });
    expect(warnings).to.deep.equal([]);
  });

  it('is put back into the picture, with one hint', () => {
    expect(at(32, 41, 'per-cent')).to.deep.equal({ x: 1, y: 1 });
    expect(at(-3, 1e300, 'per-cent')).to.deep.equal({ x: 0, y: 1 });
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('per-cent').and.to.include('fractions');
  });

  it('of a focal point is a pair of fractions', () => {
    expect(readPoints('0.5 0.4', 1)).to.deep.equal([{ x: 0.5, y: 0.4 }]);
    expect(readPoints(' 0.5,0.4 9 9', 1)).to.deep.equal([{ x: 0.5, y: 0.4 }]);
    expect(readPoints('50 -1', 1)).to.deep.equal([{ x: 1, y: 0 }]);
    for (const bad of ['', 'center', '0.5', 'NaN NaN', null, undefined, 5, {}]) {
      expect(readPoints(bad, 1), String(bad)).to.deep.equal([]);
    }
  });
});

describe('the centre of a region', () => {
  const close = (points: unknown, x: number, y: number) => {
    const centre = centreOf(points)!;
    expect(centre.x).to.be.closeTo(x, 0.01);
    expect(centre.y).to.be.closeTo(y, 0.01);
  };

  it('is in its middle', () => close('0.2,0.2 0.6,0.2 0.6,0.6 0.2,0.6', 0.4, 0.4));
  it('is that of its area, not of its corners', () => close('0,0 1,0 1,0.001 1,0.002 1,0.003 1,1 0,1', 0.5, 0.5));
  it('is there also where it has no area', () => close('0.5,0.5 0.5,0.5 0.5,0.5', 0.5, 0.5));

  it('is none of fewer than three corners', () => {
    for (const points of ['', ' ', '0.1', '0.1,0.2', '0.1,0.2 0.3,0.4', 'a,b c,d e,f', 'NaN,0 0,NaN 0,x', null, {}]) {
      expect(centreOf(points), String(points)).to.equal(undefined);
    }
  });

  it('does not mind how the corners are written', () => {
    const ways = ['0.1 0.2 0.3 0.4 0.5 0.9', '0.1,0.2,0.3,0.4,0.5,0.9', ' 0.1,0.2\n0.3,0.4\t0.5,0.9 '];
    for (const points of [...ways, [0.1, 0.2, 0.3, 0.4, 0.5, 0.9]]) close(points, 0.3, 0.5);
  });

  it('is in the picture whatever the numbers are', () => {
    for (const points of [
      '1e308,5 -4,0.5 0.5,1e308 -1e308 0',
      '0,0 1,1 0,1 1,0',
      '0.1,0.2 0.9,0.1 '.repeat(1_000_000),
    ]) {
      const { x, y } = centreOf(points)!;
      expect(x >= 0 && x <= 1 && y >= 0 && y <= 1, points.slice(0, 20)).to.equal(true);
    }
    expect(centreOf('9'.repeat(1_000_000))).to.equal(undefined);
  });
});
