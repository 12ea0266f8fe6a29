import { v7 } from 'uuid';
import { AppError } from '@/lib/errors';
import { runtime } from '@/lib/runtime';
import { problemResponse } from './problem';

/** The answer of an address that the API does not have. */
export function notFound(request: Request): Response {
  return refuse(request, new AppError('not_found'));
}

/** The answer of an address to a method that it does not take; `allowed` is what it takes. */
export function methodNotAllowed(...allowed: readonly string[]): (request: Request) => Response {
  return (request) => {
    const answer = refuse(request, new AppError('method_not_allowed'));
    answer.headers.set('allow', allowed.join(', '));
    return answer;
  };
}

function refuse(request: Request, error: AppError): Response {
  return problemResponse(request, error, v7(), runtime().logger);
}
