import { changeCategory, makeCategory, readCategories, removeCategory } from './categories';
import { deleteImage, orderImages, readImage, uploadImage } from './images';
import {
  archiveProduct,
  bringBackProduct,
  changeProduct,
  duplicate,
  explainNumbers,
  makeProduct,
  readProduct,
  readProducts,
  synchroniseOne,
} from './products';
import { putStock, readWarehouses } from './stock';

export const catalogueEndpoints = [
  readProducts,
  makeProduct,
  duplicate,
  synchroniseOne,
  explainNumbers,
  readProduct,
  changeProduct,
  archiveProduct,
  bringBackProduct,
  putStock,
  uploadImage,
  orderImages,
  readImage,
  deleteImage,
  readCategories,
  makeCategory,
  changeCategory,
  removeCategory,
  readWarehouses,
];
